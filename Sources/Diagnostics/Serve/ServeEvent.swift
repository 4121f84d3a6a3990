public import Sockets
public import TLS

/// What happens at a server, as it happens.
public enum ServeEvent: Sendable {
  /// It listens; the first event.
  case listening(ServeOpening)
  case opened(client: Int, peer: SocketAddress, clients: Int)
  /// The TLS handshake of a client is done.
  case secured(client: Int, TLSFacts)
  /// What a client sent; whole characters, so that text may be shown as it comes.
  case data(client: Int, [UInt8])
  /// A datagram that was answered.
  case datagram(peer: SocketAddress, bytes: [UInt8], answered: Int)
  /// A connection that was not accepted.
  case refused(peer: SocketAddress, RefusalReason)
  /// A datagram that was not answered.
  case dropped(peer: SocketAddress, DropReason)
  /// Accepting rests: descriptors or memory have run out.
  case paused(SocketError)
  case resumed
  case closed(client: Int, ServeClosing)
  case call(ExplainedCall)
  /// The server was told to stop, with this many clients left.
  case draining(clients: Int)
}

/// How a server began.
public struct ServeOpening: Sendable {
  public var transport: Transport
  public var addresses: [SocketAddress]
  /// A family that this host does not have, and that was not asked for by name.
  public var missing: [SocketAddress]
  /// Whether nobody but this host can come.
  public var isLoopbackOnly: Bool
  /// The certificate made for this run; nil for none.
  public var certificate: SelfSignedCertificate?
}

/// How a client's session ended.
public struct ServeClosing: Sendable {
  public var reason: CloseReason
  /// What broke it; nil where nothing did.
  public var error: TLSError?
  /// Bytes that came from the client.
  public var received: UInt64
  /// Bytes that were sent to it.
  public var sent: UInt64
  public var duration: Duration

  /// The error in words.
  public var detail: String? { error.map { "\($0)" } }
}

/// Why a session ended.
public enum CloseReason: String, Sendable {
  /// The client sent the end word.
  case end
  /// The client closed its side, and has had all its bytes.
  case endOfStream = "eof"
  /// Nothing was left to say.
  case done
  /// Nothing came for too long.
  case idle
  /// The client did not read.
  case slow
  case lineTooLong = "line-too-long"
  /// The connection broke.
  case reset
  /// The server was told to stop.
  case shutdown
  /// The client said nothing of TLS in time.
  case handshakeTimeout = "handshake-timeout"
  /// TLS failed.
  case tls

  /// What an error makes of a session.
  init(_ error: TLSError) {
    if case .transport = error { self = .reset } else { self = .tls }
  }
}

/// Why a connection was not accepted.
public enum RefusalReason: String, Sendable {
  case maxClients = "max-clients"
  case maxPerAddress = "max-per-ip"
  case notAllowed = "not-allowed"
}

/// What came of a server's run.
public struct ServeSummary: Sendable {
  public var served = 0
  public var refused = 0
  /// Datagrams that were answered, and not.
  public var answered = 0
  public var dropped = 0
  public var received: UInt64 = 0
  public var sent: UInt64 = 0

  public init() {}
}
