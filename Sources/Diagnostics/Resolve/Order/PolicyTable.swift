public import Addressing

/// Values by prefix, the longest match first (RFC 6724 §2.1). IPv4 is looked up as ::ffff:a.b.c.d.
public struct PolicyTable: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var prefix: IPv6Prefix
    public var value: Int

    public init(_ prefix: IPv6Prefix, _ value: Int) {
      self.prefix = prefix
      self.value = value
    }
  }

  /// The longest prefixes first; of equal ones the first counts.
  public let entries: [Entry]

  public init(_ entries: [Entry]) {
    // Not `sorted`, which promises no order among equals.
    self.entries = (0...128).reversed().flatMap { length in
      entries.filter { $0.prefix.length == length }
    }
  }

  /// The value of the longest matching prefix; nil where none matches.
  public func value(for address: IPAddress) -> Int? {
    let address = address.mapped
    return entries.first { $0.prefix.contains(address) }?.value
  }
}

extension IPAddress {
  /// The address as RFC 6724's tables and comparisons take it: IPv4 as ::ffff:a.b.c.d.
  var mapped: IPv6Address {
    switch self {
    case .v4(let four): IPv6Address(bits: 0xFFFF << 32 | UInt128(four.bits))
    case .v6(let six): six
    }
  }
}

extension IPv6Prefix {
  /// A prefix by the first two groups of its network: `(0x2001, 0, /32)` is 2001::/32.
  init(_ first: UInt16, _ second: UInt16 = 0, length: Int) {
    let bits = UInt128(first) << 112 | UInt128(second) << 96
    self.init(containing: IPv6Address(bits: bits), length: length)
  }

  static var loopbackAddress: IPv6Prefix { IPv6Prefix(IPv6Address(bits: 1)) }

  /// ::ffff:0:0/96, in which IPv4 is looked up.
  static var mappedIPv4: IPv6Prefix {
    IPv6Prefix(containing: IPv6Address(bits: 0xFFFF << 32), length: 96)
  }

  /// ::/96, IPv4-compatible addresses, long deprecated.
  static var compatibleIPv4: IPv6Prefix { IPv6Prefix(0, length: 96) }
}
