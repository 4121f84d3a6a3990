/// An IPv4 address: 32 bits, first octet in the highest eight (RFC 791 §3.1).
@frozen
public struct IPv4Address: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The address as a number in host order: 10.0.0.1 is 0x0A000001.
  public var bits: UInt32

  @inlinable
  public init(bits: UInt32) { self.bits = bits }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

extension IPv4Address {
  /// From four octets, the first on the wire first.
  @inlinable
  public init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    let high = UInt32(first) << 24 | UInt32(second) << 16
    self.init(bits: high | UInt32(third) << 8 | UInt32(fourth))
  }

  /// The octet at `index`, 0 the first on the wire.
  @inlinable
  public subscript(octet index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: bits >> UInt32(24 - 8 * index))
  }
}
