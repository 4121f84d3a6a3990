/// Bytes written as hexadecimal digits, as fingerprints and captures are shown.
public enum Hexadecimal {
  /// `[0x1d, 0xcb]` is `1dcb`, and with a separator `1d:cb`.
  public static func text(_ bytes: some Sequence<UInt8>, separator: String = "") -> String {
    var result = ""
    for byte in bytes {
      if !result.isEmpty { result += separator }
      result.unicodeScalars.append(digit(byte >> 4))
      result.unicodeScalars.append(digit(byte & 15))
    }
    return result
  }

  /// Reads digit pairs; white space, colons and hyphens between pairs are passed over.
  public static func bytes(_ text: String) throws(WireError) -> [UInt8] {
    var result: [UInt8] = []
    var pending: UInt8?
    for scalar in text.utf8 {
      if scalar.isASCIISpace || scalar == 0x3A || scalar == 0x2D {
        guard pending == nil else { throw .malformed("a hexadecimal pair is split") }
        continue
      }
      guard let value = value(of: scalar) else { throw .malformed("not a hexadecimal digit") }
      if let high = pending {
        result.append(high << 4 | value)
        pending = nil
      } else {
        pending = value
      }
    }
    guard pending == nil else { throw .malformed("odd number of hexadecimal digits") }
    return result
  }

  private static func digit(_ value: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(value < 10 ? 0x30 + value : 0x57 + value)
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
