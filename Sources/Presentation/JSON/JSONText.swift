/// The spelling of JSON's scalars, shared by `JSONEncoder` and `JSONWriter`.
enum JSONText {
  static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    text.withUTF8Buffer { buffer in unsafe bytes.append(contentsOf: buffer) }
  }

  // MARK: Strings

  /// A quoted string. Escaped are what RFC 8259 §7 demands and what could act on a terminal or hide
  /// from a reader's eye (`Unicode.Scalar.isHidden`); everything else is kept as UTF-8.
  static func appendString(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  static func appendEscaped(_ text: String, to bytes: inout [UInt8]) {
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { buffer in
      unsafe appendEscaped(buffer, to: &bytes)
    }
    guard isDone == nil else { return }
    unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe appendEscaped($0, to: &bytes) }
  }

  private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var plain = 0  // start of the run that has yet to be copied
    var index = 0
    while index < text.count {
      let byte = unsafe text[index]
      guard isSuspect(byte) else {
        index += 1
        continue
      }
      let scalar = unsafe UTF8Scalar(decoding: text, at: index)
      if scalar.mustBeEscaped {
        unsafe bytes.append(contentsOf: text[plain..<index])
        appendEscape(of: scalar.value, to: &bytes)
        plain = index + scalar.length
      }
      index += scalar.length
    }
    unsafe bytes.append(contentsOf: text[plain...])
  }

  /// Whether a sequence that starts with this byte may have to be escaped: ASCII at once, the rest
  /// by the lead bytes of the blocks in which hidden characters live.
  @inline(__always)
  private static func isSuspect(_ byte: UInt8) -> Bool {
    guard byte >= 0x80 else {
      return byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f
    }
    return switch byte {
    case 0xc2, 0xd8, 0xe1, 0xe2, 0xef, 0xf3: true
    default: false
    }
  }

  private static func appendEscape(of scalar: UInt32, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch scalar {
    case 0x22, 0x5c: bytes.append(UInt8(truncatingIfNeeded: scalar))
    case 0x0a: bytes.append(UInt8(ascii: "n"))
    case 0x0d: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x1_0000...:
      // RFC 8259 §7: beyond the first plane, a pair of surrogates.
      appendUnit(0xd800 + (scalar - 0x1_0000) >> 10, to: &bytes)
      bytes.append(UInt8(ascii: "\\"))
      appendUnit(0xdc00 + scalar & 0x3ff, to: &bytes)
    default: appendUnit(scalar, to: &bytes)
    }
  }

  private static func appendUnit(_ unit: UInt32, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "u"))
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xf)
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  // MARK: Numbers

  static func appendInteger<T: FixedWidthInteger>(_ value: T, to bytes: inout [UInt8]) {
    if T.isSigned, value < 0 { bytes.append(UInt8(ascii: "-")) }
    Decimal.append(value.magnitude, to: &bytes)
  }

  /// `text` is the number's shortest spelling; JSON has no need of its `.0`.
  static func appendNumber(_ value: Double, text: String, to bytes: inout [UInt8]) {
    // Whole numbers below 2^53 as integers, but for the minus of a negative zero.
    if value.magnitude < 0x1p53, Double(Int64(value)) == value, value.sign == .plus || value != 0 {
      return appendInteger(Int64(value), to: &bytes)
    }
    bytes.append(contentsOf: text.utf8)
  }

  static func appendMilliseconds(_ duration: Duration, to bytes: inout [UInt8]) {
    let (seconds, attoseconds) = duration.components
    let rounding: Int64 = attoseconds < 0 ? -500_000_000_000 : 500_000_000_000
    let microseconds = (attoseconds + rounding) / 1_000_000_000_000
    let total = Int128(seconds) * 1_000_000 + Int128(microseconds)
    if total < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, part) = total.magnitude.quotientAndRemainder(dividingBy: 1000)
    Decimal.append(whole, to: &bytes)
    guard part > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    Decimal.append(UInt64(part), padding: 3, to: &bytes)
    while bytes[bytes.count - 1] == UInt8(ascii: "0") { bytes.removeLast() }
  }
}
