public import Addressing

/// What came with a datagram beside its bytes.
public struct DatagramInfo: Hashable, Sendable {
  /// Who sent it.
  public var source: SocketAddress
  /// The address it was sent to, a broadcast or multicast one perhaps; nil unless asked for.
  public var destination: IPAddress?
  /// The interface it came in by; nil unless asked for.
  public var interfaceIndex: UInt32?
  /// The hop limit (TTL) it arrived with; nil unless asked for.
  public var hops: Int?
  /// Whether it was longer than the buffer and the rest is lost.
  public var isTruncated: Bool
}

/// What a datagram socket hears: a datagram, as the receiver wants it, or an ICMP message about one
/// of ours.
public enum Arrival<Value> {
  case datagram(Value, DatagramInfo)
  case icmp(ICMPReport)
}

extension Arrival: Sendable where Value: Sendable {}
