/// A decimal number with a unit, read with integers only: `1.5` of `1.5MiB`.
struct Quantity {
  private var whole: Digits
  private var fraction: Digits?

  /// Takes digits, and a fraction after a point, from the front of `text`; nil if there are none.
  init?(from text: inout Substring.UTF8View) {
    guard let whole = Digits(from: &text) else { return nil }
    self.whole = whole
    guard text.first == UInt8(ascii: ".") else { return }
    text.removeFirst()
    fraction = Digits(from: &text)
    guard fraction != nil else { return nil }
  }

  /// The number times `unit`; nil if that is not whole or does not fit.
  func scaled(by unit: UInt64) -> UInt64? {
    guard let whole = whole.value else { return nil }
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    guard let fraction else { return product }
    guard let numerator = fraction.value, let denominator = fraction.scale else { return nil }
    // The numerator is below the denominator, so the quotient is below the unit.
    let (quotient, remainder) = denominator.dividingFullWidth(
      numerator.multipliedFullWidth(by: unit))
    let (sum, carry) = product.addingReportingOverflow(quotient)
    return remainder == 0 && !carry ? sum : nil
  }

  /// A run of decimal digits.
  private struct Digits {
    /// Nil if it does not fit.
    var value: UInt64? = 0
    /// Ten to the number of digits; nil if it does not fit.
    var scale: UInt64? = 1

    init?(from text: inout Substring.UTF8View) {
      let digits = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !digits.isEmpty else { return nil }
      text = text[digits.endIndex...]
      for digit in digits {
        value = Self.next(value, plus: UInt64(digit - UInt8(ascii: "0")))
        scale = Self.next(scale, plus: 0)
      }
    }

    private static func next(_ number: UInt64?, plus digit: UInt64) -> UInt64? {
      guard let tens = number?.multipliedReportingOverflow(by: 10), !tens.overflow else {
        return nil
      }
      let sum = tens.partialValue.addingReportingOverflow(digit)
      return sum.overflow ? nil : sum.partialValue
    }
  }
}

extension Substring.UTF8View {
  /// Takes the letters at the front.
  mutating func takeLetters() -> Substring {
    let letters = prefix { $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) }
    self = self[letters.endIndex...]
    return Substring(letters)
  }
}
