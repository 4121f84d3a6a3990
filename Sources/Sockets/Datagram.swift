public import Addressing

/// What came with a datagram beside its bytes.
public struct DatagramInfo: Hashable, Sendable {
  /// Who sent it.
  public var source: SocketAddress
  /// Whether it was longer than the buffer and the rest is lost.
  public var isTruncated: Bool
  /// Our address that it came to, from which an answer is to leave; nil unless the socket is one that
  /// tells, and for a multicast.
  public var destination: IPAddress?
}

/// What a datagram socket hears: a datagram, as the receiver wants it, or an ICMP message about one
/// of ours.
public enum Arrival<Value> {
  case datagram(Value, DatagramInfo)
  case icmp(ICMPReport)
}

extension Arrival: Sendable where Value: Sendable {}
