/// Questions about bytes as ASCII, which protocols ask without regard to any locale.
extension UInt8 {
  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
  var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  /// A blank, or one of tab, line feed, vertical tab, form feed and carriage return.
  var isASCIISpace: Bool { self == 0x20 || (9...13).contains(self) }
}

extension String {
  /// Equal but for the case of ASCII letters: header names, schemes, host names.
  func equalsIgnoringASCIICase(_ other: String) -> Bool {
    utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
  }

  var asciiLowercased: String {
    String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
  }
}
