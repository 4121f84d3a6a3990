public import Addressing
public import Sockets
public import TLS

/// What a server does, where, and for whom.
public struct ServePlan: Sendable {
  /// What a client is answered.
  public enum Service: Sendable {
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
  public struct Security: Sendable {
    public enum Identity: Sendable {
      /// PEM files.
      case files(certificate: String, key: String)
      /// A certificate made for this run.
      case selfSigned
    }

    public var identity: Identity
    /// The path of libssl; nil for the usual names.
    public var library: String?
    /// A PEM file of the authorities whose client certificates are asked for.
    public var clientAuthorities: String?
    public var protocols: [String] = []
    public var lowestVersion = TLSVersion.v1_2

    public init(identity: Identity) { self.identity = identity }
  }

  public var service: Service
  public var transport = Transport.tcp
  public var places: [ListenPlace]
  public var reach = ListenPlace.Reach.loopback
  /// One family; nil for both.
  public var family: AddressFamily?
  public var security: Security?
  public var limits = ServeLimits()
  /// Who may come; empty for everybody.
  public var allowed: [IPPrefix] = []
  /// The line that ends a client's session; empty for none.
  public var endWord: [UInt8] = []
  /// How many clients are served in all; nil for any number.
  public var clientCount: Int?
  /// How long to serve; nil for ever.
  public var duration: Duration?
  /// Multicast groups that a UDP server joins.
  public var groups: [IPAddress] = []
  /// The interface to join them on, and to serve alone.
  public var interface: String?
  /// Whether UDP requests from ports below 1024 are answered, loop-prone ones excepted.
  public var answersLowPorts = false
  /// Whether events carry what clients send.
  public var reportsData = false
  /// Whether each system call is told.
  public var explains = false

  public init(_ service: Service, at places: [ListenPlace]) {
    self.service = service
    self.places = places
  }
}

/// TCP or UDP.
public enum Transport: String, Sendable {
  case tcp
  case udp
}

/// How much a server puts up with.
public struct ServeLimits: Sendable {
  /// Clients at once.
  public var clients = 256
  /// Clients at once from one address.
  public var clientsPerAddress = 64
  /// Silence, or a reader that takes nothing, before a client is let go; nil for any length.
  public var idle: Duration? = .seconds(300)
  public var handshake = Duration.seconds(10)
  /// Bytes of a line in a chat.
  public var line = 65536
  /// Bytes that wait for one slow reader of a chat.
  public var queue = 1 << 20
  /// Answers a second to one source of datagrams; nil for any number.
  public var datagramRate: Int? = 100
  /// How long clients have to take their last bytes once the server is told to stop.
  public var drain = Duration.seconds(2)

  public init() {}
}
