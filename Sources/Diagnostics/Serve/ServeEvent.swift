package import Sockets
package import TLS

/// What happens at a server, as it happens.
package enum ServeEvent: Sendable {
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
package struct ServeOpening: Sendable {
  package var transport: Transport
  package var addresses: [SocketAddress]
  /// A family that this host does not have, and that was not asked for by name.
  package var missing: [SocketAddress]
  /// Whether nobody but this host can come.
  package var isLoopbackOnly: Bool
  /// The certificate made for this run; nil for none.
  package var certificate: SelfSignedCertificate?
}

/// How a client's session ended.
package struct ServeClosing: Sendable {
  package var reason: CloseReason
  /// Why, in words, where the reason alone does not say it.
  package var detail: String?
  /// Bytes that came from the client.
  package var received: UInt64
  /// Bytes that were sent to it.
  package var sent: UInt64
  package var duration: Duration
}

/// Why a session ended.
package enum CloseReason: String, Sendable {
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
}

/// Why a connection was not accepted.
package enum RefusalReason: String, Sendable {
  case maxClients = "max-clients"
  case maxPerAddress = "max-per-ip"
  case notAllowed = "not-allowed"
}

/// What came of a server's run.
package struct ServeSummary: Sendable {
  package var served = 0
  package var refused = 0
  /// Datagrams that were answered, and not.
  package var answered = 0
  package var dropped = 0
  package var received: UInt64 = 0
  package var sent: UInt64 = 0

  package init() {}
}
