/// A closed interval of addresses, never empty: 10.0.0.5-10.0.0.20. Closed, so that the last
/// address of the family needs no end beyond it.
public struct AddressRange<Address: InternetAddress>: Hashable, Sendable {
  public let first: Address
  public let last: Address

  /// Traps when `last` is before `first`.
  @inlinable
  public init(first: Address, last: Address) {
    precondition(first <= last)
    self.first = first
    self.last = last
  }

  @inlinable
  public init(_ address: Address) {
    first = address
    last = address
  }

  /// How many addresses are in it, at least 1.
  public var count: AddressCount {
    AddressCount(last: UInt128(last.bits - first.bits))
  }

  @inlinable
  public func contains(_ address: Address) -> Bool { first <= address && address <= last }

  @inlinable
  public func contains(_ other: Self) -> Bool { first <= other.first && other.last <= last }

  @inlinable
  public func overlaps(_ other: Self) -> Bool { first <= other.last && other.first <= last }

  /// What both hold; nil when nothing.
  @inlinable
  public func intersection(_ other: Self) -> Self? {
    guard overlaps(other) else { return nil }
    return Self(first: max(first, other.first), last: min(last, other.last))
  }
}

extension AddressRange: Comparable {
  /// By first address, then by last.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    (left.first, left.last) < (right.first, right.last)
  }
}

extension AddressRange: CustomStringConvertible, Encodable, AddressText {
  @inlinable
  public static var longestText: Int { 2 * Address.longestText + 1 }

  /// Reads `a-b`; a range that ends before it begins is refused.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    guard let dash = bytes.firstIndex(of: "-") else {
      self.init(try Address(parsing: bytes, rules: rules))
      return
    }
    let first = try Address(parsing: bytes.extracting(0..<dash), rules: rules)
    let last: Address
    do {
      last = try Address(parsing: bytes.extracting(dash + 1..<bytes.count), rules: rules)
    } catch {
      throw error.shifted(by: dash + 1)
    }
    guard first <= last else { throw AddressFault(.reversedRange, at: 0) }
    self.init(first: first, last: last)
  }

  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    first.write(into: &text)
    text.append(UInt8(ascii: "-"))
    last.write(into: &text)
  }
}
