package import Addressing
package import Sockets
package import TLS

/// What a server does, where, and for whom.
package struct ServePlan: Sendable {
  /// What a client is answered.
  package enum Service: Sendable {
    /// Its own bytes.
    case echo
    /// These bytes, once.
    case hello([UInt8])
    /// Nothing (RFC 863).
    case discard
    /// The date and time (RFC 867), as RFC 3339 writes them.
    case daytime
    /// What the others write, a line at a time.
    case chat
  }

  /// How a server speaks TLS.
  package struct Security: Sendable {
    package enum Identity: Sendable {
      /// PEM files.
      case files(certificate: String, key: String)
      /// A certificate made for this run.
      case selfSigned
    }

    package var identity: Identity
    /// The path of libssl; nil for the usual names.
    package var library: String?
    /// A PEM file of the authorities whose client certificates are asked for.
    package var clientAuthorities: String?
    package var protocols: [String] = []
    package var lowestVersion = TLSVersion.v1_2

    package init(identity: Identity) { self.identity = identity }
  }

  package var service: Service
  package var transport = Transport.tcp
  package var places: [ListenPlace]
  package var reach = ListenPlace.Reach.loopback
  /// One family; nil for both.
  package var family: AddressFamily?
  package var security: Security?
  package var limits = ServeLimits()
  /// Who may come; empty for everybody.
  package var allowed: [IPPrefix] = []
  /// The line that ends a client's session; empty for none.
  package var endWord: [UInt8] = []
  /// How many clients are served in all; nil for any number.
  package var clientCount: Int?
  /// How long to serve; nil for ever.
  package var duration: Duration?
  /// Multicast groups that a UDP server joins.
  package var groups: [IPAddress] = []
  /// The interface to join them on, and to serve alone.
  package var interface: String?
  /// Whether UDP requests from ports below 1024 are answered, loop-prone ones excepted.
  package var answersLowPorts = false
  /// Whether events carry what clients send.
  package var reportsData = false
  /// Whether each system call is told.
  package var explains = false

  package init(_ service: Service, at places: [ListenPlace]) {
    self.service = service
    self.places = places
  }
}

/// TCP or UDP.
package enum Transport: String, Sendable {
  case tcp
  case udp
}

/// How much a server puts up with.
package struct ServeLimits: Sendable {
  /// Clients at once.
  package var clients = 256
  /// Clients at once from one address.
  package var clientsPerAddress = 64
  /// Silence, or a reader that takes nothing, before a client is let go; nil for any length.
  package var idle: Duration? = .seconds(300)
  package var handshake = Duration.seconds(10)
  /// Bytes of a line in a chat.
  package var line = 65536
  /// Bytes that wait for one slow reader of a chat.
  package var queue = 1 << 20
  /// Answers a second to one source of datagrams; nil for any number.
  package var datagramRate: Int? = 100
  /// How long clients have to take their last bytes once the server is told to stop.
  package var drain = Duration.seconds(2)

  package init() {}
}
