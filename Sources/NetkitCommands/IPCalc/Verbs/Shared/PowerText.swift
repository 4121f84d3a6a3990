import Presentation

extension NumberText {
  /// 2 to the power of `exponent`, 0...128: in digits up to the size of IPv4, then as a power.
  static func power(_ exponent: Int) -> String {
    exponent <= 32 ? count(UInt64(1) << UInt64(exponent)) : powerOfTwo(exponent)
  }

  /// The same with its noun: `1 subnet`, `4 subnets`.
  static func power(_ exponent: Int, _ noun: String, plural: String? = nil) -> String {
    "\(power(exponent)) \(exponent == 0 ? noun : plural ?? noun + "s")"
  }
}

/// Blanks after a text, up to a width.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.utf8.count))
}
