extension String: ArgumentValue {
  public init(argument: String) { self = argument }
  public var argument: String { self }
}

extension Bool: ArgumentValue {
  public init(argument: String) throws(ValueError) {
    switch argument {
    case "true", "yes", "on", "1": self = true
    case "false", "no", "off", "0": self = false
    default: throw ValueError("expected yes or no")
    }
  }
  public var argument: String { self ? "yes" : "no" }
  public static var choices: [Choice] { [Choice("yes", "Turn on"), Choice("no", "Turn off")] }
}

extension ArgumentValue where Self: FixedWidthInteger {
  public init(argument: String) throws(ValueError) {
    if let value = Self(argument, radix: 10) {
      self = value
      return
    }
    let digits = argument.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let isNumber = !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) }
    throw ValueError(
      isNumber || Self.bitWidth <= 16
        ? "expected a whole number from \(Self.min) to \(Self.max)" : "expected a whole number")
  }
  public var argument: String { String(self) }
  public static var acceptsNegative: Bool { Self.isSigned }
}

extension Int: ArgumentValue {}
extension Int32: ArgumentValue {}
extension Int64: ArgumentValue {}
extension UInt: ArgumentValue {}
extension UInt8: ArgumentValue {}
extension UInt16: ArgumentValue {}
extension UInt32: ArgumentValue {}
extension UInt64: ArgumentValue {}
extension UInt128: ArgumentValue {}
extension Int128: ArgumentValue {}

extension Double: ArgumentValue {
  /// Decimal notation only: no `nan`, no `inf`, no `0x1p3`.
  public init(argument: String) throws(ValueError) {
    let isDecimal = argument.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
        UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isDecimal, let value = Double(argument), value.isFinite else {
      throw ValueError("expected a number")
    }
    self = value
  }
  public var argument: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
  public static var acceptsNegative: Bool { true }
}

extension ArgumentValue where Self: Comparable {
  /// Reads a spelling whose value must lie in a range.
  @inlinable public init(
    argument: String, in range: ClosedRange<Self>
  ) throws(ValueError) {
    let value = try Self(argument: argument)
    guard range.contains(value) else {
      throw ValueError(
        "expected a value from \(range.lowerBound.argument) to \(range.upperBound.argument)")
    }
    self = value
  }
}
