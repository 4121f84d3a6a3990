/// How many addresses: exact beyond 2^128, since ::/0 alone has that many.
public struct AddressCount: Hashable, Sendable {
  /// Multiples of 2^128.
  private let high: UInt64
  private let low: UInt128

  private init(high: UInt64, low: UInt128) {
    self.high = high
    self.low = low
  }

  public init(_ count: some BinaryInteger) {
    self.init(high: 0, low: UInt128(count))
  }

  /// 2 to the power of `exponent`, 0...128.
  public init(powerOfTwo exponent: Int) {
    precondition((0...128).contains(exponent))
    self.init(high: exponent == 128 ? 1 : 0, low: exponent == 128 ? 0 : 1 << UInt128(exponent))
  }

  /// One more than the distance to the last: the count of a closed interval.
  public init(last distance: UInt128) {
    let (low, overflow) = distance.addingReportingOverflow(1)
    self.init(high: overflow ? 1 : 0, low: low)
  }

  public static let zero = AddressCount(high: 0, low: 0)

  /// The count as an integer; nil from 2^128 on.
  public var exact: UInt128? { high == 0 ? low : nil }

  /// The nearest floating-point number, for ratios.
  public var approximate: Double { Double(high) * 0x1p128 + Double(low) }

  public static func + (left: Self, right: Self) -> Self {
    let (low, carry) = left.low.addingReportingOverflow(right.low)
    return Self(high: left.high + right.high + (carry ? 1 : 0), low: low)
  }

  public static func += (left: inout Self, right: Self) { left = left + right }

  /// Traps when `right` is the larger.
  public static func - (left: Self, right: Self) -> Self {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return Self(high: left.high - right.high - (borrow ? 1 : 0), low: low)
  }
}

extension AddressCount: Comparable {
  public static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}

extension AddressCount: CustomStringConvertible, Encodable {
  /// Decimal digits, without separators.
  public var description: String {
    guard high > 0 else { return String(low) }
    let power: UInt128 = 100_000_000_000_000_000_000_000_000_000_000_000_000
    let (quotient, remainder) = power.dividingFullWidth((UInt128(high), low))
    let digits = String(remainder)
    return String(quotient) + String(repeating: "0", count: 38 - digits.count) + digits
  }

  /// A decimal string, since JSON numbers are exact to 2^53 only.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
