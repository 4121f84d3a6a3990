package import Addressing

/// What came with a datagram beside its bytes.
package struct DatagramInfo: Hashable, Sendable {
  /// Who sent it.
  package var source: SocketAddress
  /// The address it was sent to, a broadcast or multicast one perhaps; nil unless asked for.
  package var destination: IPAddress?
  /// The interface it came in by; nil unless asked for.
  package var interfaceIndex: UInt32?
  /// The hop limit (TTL) it arrived with; nil unless asked for.
  package var hops: Int?
  /// Whether it was longer than the buffer and the rest is lost.
  package var isTruncated: Bool
}

/// What a datagram socket hears: a datagram, as the receiver wants it, or an ICMP message about one
/// of ours.
package enum Arrival<Value> {
  case datagram(Value, DatagramInfo)
  case icmp(ICMPReport)
}

extension Arrival: Sendable where Value: Sendable {}
