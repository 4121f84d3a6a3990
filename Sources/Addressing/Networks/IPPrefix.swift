/// A prefix of either family. IPv4 orders before IPv6.
public enum IPPrefix: Hashable, Sendable {
  case v4(IPv4Prefix)
  case v6(IPv6Prefix)
}

extension IPPrefix {
  /// The block of the given length that holds `address`. Traps unless the length fits the family.
  public init(containing address: IPAddress, length: Int) {
    switch address {
    case .v4(let address): self = .v4(IPv4Prefix(containing: address, length: length))
    case .v6(let address): self = .v6(IPv6Prefix(containing: address, length: length))
    }
  }

  /// The block of one address.
  public init(_ address: IPAddress) { self.init(containing: address, length: address.width) }

  /// 4 or 6.
  public var family: Int { network.family }

  public var network: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.network)
    case .v6(let prefix): .v6(prefix.network)
    }
  }

  public var first: IPAddress { network }

  public var last: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.last)
    case .v6(let prefix): .v6(prefix.last)
    }
  }

  public var mask: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.mask)
    case .v6(let prefix): .v6(prefix.mask)
    }
  }

  public var wildcard: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.wildcard)
    case .v6(let prefix): .v6(prefix.wildcard)
    }
  }

  public var length: Int {
    switch self {
    case .v4(let prefix): prefix.length
    case .v6(let prefix): prefix.length
    }
  }

  public var hostBits: Int {
    switch self {
    case .v4(let prefix): prefix.hostBits
    case .v6(let prefix): prefix.hostBits
    }
  }

  public var range: IPRange {
    switch self {
    case .v4(let prefix): .v4(prefix.range)
    case .v6(let prefix): .v6(prefix.range)
    }
  }

  public var count: AddressCount { AddressCount(powerOfTwo: hostBits) }

  /// False across families.
  public func contains(_ address: IPAddress) -> Bool { contains(IPPrefix(address)) }

  /// False across families.
  public func contains(_ other: IPPrefix) -> Bool {
    switch (self, other) {
    case (.v4(let outer), .v4(let inner)): outer.contains(inner)
    case (.v6(let outer), .v6(let inner)): outer.contains(inner)
    case (.v4, .v6), (.v6, .v4): false
    }
  }
}

extension IPPrefix: AddressText {
  @inlinable
  public static var longestText: Int { IPv6Prefix.longestText }

  /// Reads what `Prefix` reads, of either family, `[2001:db8::1]/64` and, with `short`, `10/8`
  /// too.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    let text = try PrefixText(bytes)
    switch try text.readAddress(in: bytes, rules: rules) {
    case .v4(let address): self = .v4(try text.prefix(of: address, in: bytes, rules: rules).prefix)
    case .v6(let address): self = .v6(try text.prefix(of: address, in: bytes, rules: rules).prefix)
    }
  }

  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    switch self {
    case .v4(let prefix): prefix.write(into: &text)
    case .v6(let prefix): prefix.write(into: &text)
    }
  }
}

extension PrefixText {
  /// The address before the slash, of either family and without a zone.
  func readAddress(in bytes: Span<UInt8>, rules: ParsingRules) throws(AddressFault) -> IPAddress {
    let part = bytes.extracting(address)
    do throws(AddressFault) {
      if length != nil, rules.contains(.short), let short = IPv4Address(shortened: part) {
        return .v4(short)
      }
      let found = try IPAddress(parsing: part, rules: rules)
      if case .v4 = found, address.lowerBound > 0 { throw AddressFault(.bracketedIPv4, at: 0) }
      return found
    } catch {
      throw fault(error, in: bytes)
    }
  }
}

extension IPPrefix: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.network, left.length) < (right.network, right.length)
  }
}
