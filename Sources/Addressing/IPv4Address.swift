/// An IPv4 address: 32 bits, first octet in the highest eight (RFC 791 §3.1).
@frozen
package struct IPv4Address: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The address as a number in host order: 10.0.0.1 is 0x0A000001.
  package var bits: UInt32

  @inlinable
  package init(bits: UInt32) { self.bits = bits }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}
