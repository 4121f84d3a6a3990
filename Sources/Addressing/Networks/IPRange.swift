/// A range of addresses of either family. IPv4 orders before IPv6.
public enum IPRange: Hashable, Sendable {
  case v4(AddressRange<IPv4Address>)
  case v6(AddressRange<IPv6Address>)
}

extension IPRange {
  /// The range from `first` to `last`; nil when they differ in family or stand in reverse.
  public init?(first: IPAddress, last: IPAddress) {
    switch (first, last) {
    case (.v4(let first), .v4(let last)) where first <= last:
      self = .v4(AddressRange(first: first, last: last))
    case (.v6(let first), .v6(let last)) where first <= last:
      self = .v6(AddressRange(first: first, last: last))
    default: return nil
    }
  }

  public init(_ address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(AddressRange(address))
    case .v6(let address): self = .v6(AddressRange(address))
    }
  }

  /// 4 or 6.
  public var family: Int { first.family }

  public var first: IPAddress {
    switch self {
    case .v4(let range): .v4(range.first)
    case .v6(let range): .v6(range.first)
    }
  }

  public var last: IPAddress {
    switch self {
    case .v4(let range): .v4(range.last)
    case .v6(let range): .v6(range.last)
    }
  }

  public var count: AddressCount {
    switch self {
    case .v4(let range): range.count
    case .v6(let range): range.count
    }
  }

  /// The fewest prefixes that hold exactly these addresses, in order; at most 254.
  public var prefixes: [IPPrefix] {
    switch self {
    case .v4(let range): range.prefixes.map { .v4($0) }
    case .v6(let range): range.prefixes.map { .v6($0) }
    }
  }

  /// The smallest single prefix that holds them all.
  public var coveringPrefix: IPPrefix {
    switch self {
    case .v4(let range): .v4(range.coveringPrefix)
    case .v6(let range): .v6(range.coveringPrefix)
    }
  }

  /// The prefix that is exactly this range; nil when several are needed.
  public var exactPrefix: IPPrefix? {
    switch self {
    case .v4(let range): range.exactPrefix.map { .v4($0) }
    case .v6(let range): range.exactPrefix.map { .v6($0) }
    }
  }

  /// The smallest range that holds both; nil across families.
  public func union(_ other: IPRange) -> IPRange? {
    IPRange(first: min(first, other.first), last: max(last, other.last))
  }
}

extension IPRange: AddressText {
  @inlinable
  public static var longestText: Int { AddressRange<IPv6Address>.longestText }

  /// Reads `a-b` of either family, or one address.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    guard let dash = bytes.firstIndex(of: "-") else {
      self.init(try IPAddress(parsing: bytes, rules: rules))
      return
    }
    // Registries print blanks around the dash.
    let isSpaced = dash > 0 && bytes.has(" ", at: dash - 1) && bytes.has(" ", at: dash + 1)
    let blank = isSpaced ? 1 : 0
    let first = try IPAddress(parsing: bytes.extracting(0..<dash - blank), rules: rules)
    let start = dash + 1 + blank
    let last: IPAddress
    do {
      last = try IPAddress(parsing: bytes.extracting(start..<bytes.count), rules: rules)
    } catch {
      throw error.shifted(by: start)
    }
    guard first.family == last.family else { throw AddressFault(.mixedFamilies, at: 0) }
    guard let range = IPRange(first: first, last: last) else {
      throw AddressFault(.reversedRange, at: 0)
    }
    self = range
  }

  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    switch self {
    case .v4(let range): range.write(into: &text)
    case .v6(let range): range.write(into: &text)
    }
  }
}

extension IPRange: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.first, left.last) < (right.first, right.last)
  }
}
