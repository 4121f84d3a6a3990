public import Sockets
public import TLS

/// What a client connects to, says and waits for.
public struct ConnectPlan: Sendable {
  /// What is said.
  public enum Speech: Sendable {
    /// Standard input, as it comes.
    case input
    case file(String)
    /// These messages, one after the other.
    case messages([[UInt8]])
  }

  /// How TLS is spoken.
  public struct Security: Sendable {
    public var configuration = TLSClientConfiguration()
    /// The name that the server has to prove; nil for the host's.
    public var serverName: String?
    /// The path of libssl; nil for the usual names.
    public var library: String?

    public init() {}
  }

  /// The same message again and again, to measure round trips.
  public struct Repetition: Sendable {
    public var count: Int
    public var interval: Duration

    public init(count: Int, interval: Duration) {
      self.count = count
      self.interval = interval
    }
  }

  /// A name or an address.
  public var host: String
  public var port: UInt16
  public var transport = Transport.tcp
  /// One family; nil for both.
  public var family: AddressFamily?
  public var options = SocketOptions()
  /// The address to send from; the family is then its own.
  public var source: SocketAddress?
  public var speech = Speech.input
  /// Whether LF of standard input and files becomes CR LF.
  public var usesCRLF = false
  /// What is said last; empty for nothing.
  public var farewell: [UInt8] = []
  /// What has to come; nil for anything.
  public var expectation: [UInt8]?
  public var repetition: Repetition?
  /// How long connecting, with the look-up and the handshake, and each round trip may take.
  public var timeout = Duration.seconds(5)
  /// How much silence ends the wait for late answers; nil for the transport's own.
  public var wait: Duration?
  /// How long nothing may come or go, whether all has been said or not; nil for any length.
  public var idle: Duration?
  /// How many datagrams are waited for; nil for as many as come.
  public var replies: Int?
  /// Whether the host is a broadcast address that no interface of ours knows.
  public var isBroadcast = false
  public var security: Security?
  /// Whether the conversation ends as soon as the peer is known.
  public var endsAfterHandshake = false
  public var explains = false

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }
}
