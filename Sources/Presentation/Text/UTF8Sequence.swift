/// The well-formed byte sequences of UTF-8: Unicode, table 3-7.
enum UTF8Sequence {
  /// How many bytes the character at the start of `bytes` takes; 0 where none is well formed.
  static func length(at bytes: some Collection<UInt8>) -> Int {
    guard let lead = bytes.first else { return 0 }
    if lead < 0x80 { return 1 }
    guard let (length, second) = shape(of: lead), bytes.count >= length else { return 0 }
    let tail = bytes.dropFirst().prefix(length - 1)
    guard let next = tail.first, second.contains(next) else { return 0 }
    return tail.dropFirst().allSatisfy { $0 & 0xc0 == 0x80 } ? length : 0
  }

  /// The length that a lead byte announces and what its second byte may be: no overlong forms, no
  /// surrogates, nothing above U+10FFFF.
  private static func shape(of lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
    switch lead {
    case 0xc2...0xdf: (2, 0x80...0xbf)
    case 0xe0: (3, 0xa0...0xbf)
    case 0xed: (3, 0x80...0x9f)
    case 0xe1...0xef: (3, 0x80...0xbf)
    case 0xf0: (4, 0x90...0xbf)
    case 0xf1...0xf3: (4, 0x80...0xbf)
    case 0xf4: (4, 0x80...0x8f)
    default: nil
    }
  }
}
