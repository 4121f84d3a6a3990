public typealias IPv4Prefix = Prefix<IPv4Address>
public typealias IPv6Prefix = Prefix<IPv6Address>

/// A block of addresses that share their first `length` bits: 192.168.0.0/26 (RFC 4632 §3.1). It
/// has no host bits; an address inside its network is an address and a prefix.
public struct Prefix<Address: InternetAddress>: Hashable, Sendable {
  /// The lowest address, host bits zero.
  public let network: Address

  /// How many leading bits are fixed: 0...32 or 0...128.
  public let length: Int

  /// The block of the given length that holds `address`. Traps unless the length fits the family.
  @inlinable
  public init(containing address: Address, length: Int) {
    precondition(length >= 0 && length <= Address.width)
    network = Address(bits: address.bits & Self.maskBits(length))
    self.length = length
  }

  /// The block of one address.
  @inlinable
  public init(_ address: Address) {
    network = address
    length = Address.width
  }

  /// Every address of the family: 0.0.0.0/0 or ::/0.
  @inlinable
  public static var everything: Self { Self(containing: .lowest, length: 0) }

  @inlinable
  static func maskBits(_ length: Int) -> Address.Bits {
    length == 0 ? 0 : ~0 << Address.Bits(Address.width &- length)
  }
}

extension Prefix {
  /// Ones in the network part: 255.255.255.192 for a /26.
  @inlinable
  public var mask: Address { Address(bits: Self.maskBits(length)) }

  /// Ones in the host part: 0.0.0.63 for a /26.
  @inlinable
  public var wildcard: Address { Address(bits: ~Self.maskBits(length)) }

  @inlinable
  public var first: Address { network }

  /// The highest address: the broadcast address of most IPv4 networks.
  @inlinable
  public var last: Address { Address(bits: network.bits | ~Self.maskBits(length)) }

  /// How many bits are free for hosts.
  @inlinable
  public var hostBits: Int { Address.width - length }

  /// The same addresses as a closed interval.
  @inlinable
  public var range: AddressRange<Address> { AddressRange(first: first, last: last) }

  /// How many addresses are in it: 2 to the power of `hostBits`.
  public var count: AddressCount { AddressCount(powerOfTwo: hostBits) }

  @inlinable
  public func contains(_ address: Address) -> Bool {
    address.bits & Self.maskBits(length) == network.bits
  }

  @inlinable
  public func contains(_ other: Self) -> Bool {
    other.length >= length && contains(other.network)
  }

  /// Two prefixes overlap only when one holds the other.
  @inlinable
  public func overlaps(_ other: Self) -> Bool { contains(other) || other.contains(self) }
}

extension Prefix: Comparable {
  /// By first address; of two that begin alike the larger block comes first.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    (left.network, left.length) < (right.network, right.length)
  }
}
