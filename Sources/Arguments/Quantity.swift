/// A decimal number with a unit, read with integers only: `1.5` of `1.5MiB`.
struct Quantity {
  private var whole: UInt64 = 0
  private var fraction: UInt64 = 0
  private var fractionScale: UInt64 = 1

  /// Takes digits, and a fraction after a point, from the front of `text`.
  ///
  /// Nil if there is no digit, or more than fit 64 bits: nothing measured here is that large.
  init?(from text: inout Substring.UTF8View) {
    guard let whole = Self.digits(from: &text) else { return nil }
    self.whole = whole.value
    guard text.first == UInt8(ascii: ".") else { return }
    text.removeFirst()
    guard let fraction = Self.digits(from: &text) else { return nil }
    self.fraction = fraction.value
    fractionScale = fraction.scale
  }

  /// The number times `unit`; nil if that is not whole or does not fit.
  func scaled(by unit: UInt64) -> UInt64? {
    let (product, overflow) = whole.multipliedReportingOverflow(by: unit)
    let parts = fraction.multipliedFullWidth(by: unit)
    guard !overflow, parts.high < fractionScale else { return nil }
    let (quotient, remainder) = fractionScale.dividingFullWidth(parts)
    let (sum, carry) = product.addingReportingOverflow(quotient)
    return remainder == 0 && !carry ? sum : nil
  }

  private static func digits(
    from text: inout Substring.UTF8View
  ) -> (value: UInt64, scale: UInt64)? {
    var value: UInt64 = 0
    var scale: UInt64 = 1
    var isEmpty = true
    while let byte = text.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      let (power, powerOverflow) = scale.multipliedReportingOverflow(by: 10)
      guard !overflow, !carry, !powerOverflow else { return nil }
      (value, scale, isEmpty) = (sum, power, false)
      text.removeFirst()
    }
    return isEmpty ? nil : (value, scale)
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
