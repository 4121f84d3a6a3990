package import Sockets
package import TLS

/// What a client connects to, says and waits for.
package struct ConnectPlan: Sendable {
  /// What is said.
  package enum Speech: Sendable {
    /// Standard input, as it comes.
    case input
    case file(String)
    /// These messages, one after the other.
    case messages([[UInt8]])
  }

  /// How TLS is spoken.
  package struct Security: Sendable {
    package var configuration = TLSClientConfiguration()
    /// The name that the server has to prove; nil for the host's.
    package var serverName: String?
    /// The path of libssl; nil for the usual names.
    package var library: String?

    package init() {}
  }

  /// The same message again and again, to measure round trips.
  package struct Repetition: Sendable {
    package var count: Int
    package var interval: Duration

    package init(count: Int, interval: Duration) {
      self.count = count
      self.interval = interval
    }
  }

  /// A name or an address.
  package var host: String
  package var port: UInt16
  package var transport = Transport.tcp
  /// One family; nil for both.
  package var family: AddressFamily?
  package var options = SocketOptions()
  /// The address to send from, for the family that it is of.
  package var source: SocketAddress?
  package var speech = Speech.input
  /// Whether LF of standard input and files becomes CR LF.
  package var usesCRLF = false
  /// What is said last; empty for nothing.
  package var farewell: [UInt8] = []
  /// What has to come; nil for anything.
  package var expectation: [UInt8]?
  package var repetition: Repetition?
  /// How long connecting, with the look-up and the handshake, and each round trip may take.
  package var timeout = Duration.seconds(5)
  /// How much silence ends the wait for late answers; nil for the transport's own.
  package var wait: Duration?
  /// How many datagrams are waited for; nil for as many as come.
  package var replies: Int?
  /// Whether the host is a broadcast address that no interface of ours knows.
  package var isBroadcast = false
  package var security: Security?
  /// Whether the conversation ends as soon as the peer is known.
  package var endsAfterHandshake = false
  package var explains = false

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }
}
