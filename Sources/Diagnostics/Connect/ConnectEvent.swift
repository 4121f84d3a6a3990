public import Sockets
public import TLS

/// What happens at a client, as it happens. What the server sends comes beside it, as bytes.
public enum ConnectEvent: Sendable {
  /// Where the host is; `isLocalhost` where its name alone said so (RFC 6761 §6.3).
  case resolved([SocketAddress], isLocalhost: Bool)
  /// What came of each address, in the order in which they were tried.
  case attempted([ConnectRace.Attempt])
  case connected(peer: SocketAddress, local: SocketAddress, after: Duration)
  /// The TLS handshake is done.
  case secured(TLSFacts, after: Duration)
  /// The certificates of a server that was not accepted.
  case presented(TLSPeer)
  /// A UDP socket sends there; `isShared` for a broadcast or multicast address.
  case sending(to: SocketAddress, isShared: Bool)
  /// A datagram came; the time is from the last one that was sent.
  case datagram(from: SocketAddress, [UInt8], after: Duration)
  /// A round trip; nil where no answer came in time.
  case roundTrip(number: Int, sent: Int, received: Int, Duration?)
  /// A router or the host itself says that a datagram did not arrive.
  case notDelivered(ICMPReport)
  case call(ExplainedCall)
  case ended(ConnectEnding)
}

/// How a conversation ended.
public enum ConnectEnding: Sendable {
  /// The server closed its side.
  case closedByPeer
  /// The server closed without TLS's own end: data may be missing.
  case truncated
  /// Nothing more came.
  case silence
  /// Nothing came or went for too long, and not all had been said.
  case idle
  /// What was expected has come, or all that was asked for.
  case satisfied
  case lost(TLSError)
}

/// What came of a conversation.
public struct ConnectSummary: Sendable {
  public var ending = ConnectEnding.silence
  public var received: UInt64 = 0
  public var sent: UInt64 = 0
  public var datagrams = 0
  /// Whether what was expected came; nil where nothing was.
  public var isAsExpected: Bool?
  /// Nil where no round trips were measured.
  public var roundTrips: RoundTrips?
  /// The signal that ended it before its time; nil for none.
  public var interruptedBy: Int32?
  public var duration = Duration.zero

  public init() {}
}
