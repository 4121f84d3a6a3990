/// What IPv4 and IPv6 addresses have in common: a fixed number of bits with an order. Prefixes,
/// ranges and planning are written once over it.
public protocol InternetAddress: AddressText, Hashable, Comparable, BitwiseCopyable {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable

  /// The address as a number in host order.
  var bits: Bits { get }

  init(bits: Bits)

  /// The same prefix, of either family.
  static func wrap(_ prefix: Prefix<Self>) -> IPPrefix

  /// The same range, of either family.
  static func wrap(_ range: AddressRange<Self>) -> IPRange

  /// An address of this family; nil for one of the other.
  init?(_ address: IPAddress)

  /// The same address, of either family.
  var wrapped: IPAddress { get }
}

extension InternetAddress {
  /// The number of bits in an address: 32 or 128.
  @inlinable
  public static var width: Int { Bits.bitWidth }

  /// The lowest address, all bits zero.
  @inlinable
  public static var lowest: Self { Self(bits: .min) }

  /// The highest address, all bits one.
  @inlinable
  public static var highest: Self { Self(bits: .max) }

  /// The address after this one; nil after the highest.
  @inlinable
  public var next: Self? {
    let (sum, overflow) = bits.addingReportingOverflow(1)
    return overflow ? nil : Self(bits: sum)
  }

  /// The address before this one; nil before the lowest.
  @inlinable
  public var previous: Self? {
    let (difference, overflow) = bits.subtractingReportingOverflow(1)
    return overflow ? nil : Self(bits: difference)
  }
}

extension IPv4Address: InternetAddress {
  public static func wrap(_ prefix: IPv4Prefix) -> IPPrefix { .v4(prefix) }
  public static func wrap(_ range: AddressRange<Self>) -> IPRange { .v4(range) }
  public var wrapped: IPAddress { .v4(self) }

  public init?(_ address: IPAddress) {
    guard case .v4(let address) = address else { return nil }
    self = address
  }
}

extension IPv6Address: InternetAddress {
  public static func wrap(_ prefix: IPv6Prefix) -> IPPrefix { .v6(prefix) }
  public static func wrap(_ range: AddressRange<Self>) -> IPRange { .v6(range) }
  public var wrapped: IPAddress { .v6(self) }

  public init?(_ address: IPAddress) {
    guard case .v6(let address) = address else { return nil }
    self = address
  }
}
