/// An IPv6 address: 128 bits, first hextet in the highest sixteen (RFC 4291 §2.2). A zone is not
/// part of the number; `ScopedAddress` carries it.
@frozen
public struct IPv6Address: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The address as a number in host order: ::1 is 1.
  public var bits: UInt128

  @inlinable
  public init(bits: UInt128) { self.bits = bits }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

extension IPv6Address {
  /// From the upper and the lower 64 bits.
  @inlinable
  public init(high: UInt64, low: UInt64 = 0) {
    self.init(bits: UInt128(high) << 64 | UInt128(low))
  }

  /// The upper 64 bits: most often the subnet.
  @inlinable
  public var high: UInt64 { UInt64(truncatingIfNeeded: bits >> 64) }

  /// The lower 64 bits: most often the interface identifier.
  @inlinable
  public var low: UInt64 { UInt64(truncatingIfNeeded: bits) }
}
