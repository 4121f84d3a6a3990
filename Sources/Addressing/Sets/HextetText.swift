/// Reads IPv6 text four digits at a time. Only the plain forms: a dotted tail, a zone or brackets
/// are left to the readable parser.
enum HextetText {
  /// Bytes past the start that `read` may look at: eight groups with their colons, and one load.
  static let reach = 48

  /// Reads an address at the start of `text`; answers its length, or 0 if it is none of the plain
  /// forms. What follows may still spoil it: the caller looks at the byte after it.
  @inline(__always)
  static func read(_ text: UnsafeRawPointer, into bits: inout UInt128) -> Int {
    var at = 0
    var groups = 0
    var elision = -1
    var head: UInt128 = 0
    var tail: UInt128 = 0
    if unsafe text[0] == colon {
      guard unsafe text[1] == colon else { return 0 }
      elision = 0
      at = 2
    }
    while groups < 8 {
      var group: UInt32 = 0
      let length = unsafe hextet(text + at, into: &group)
      if length == 0 {
        // Only straight after the elision may there be no group.
        guard groups == elision else { return 0 }
        break
      }
      at &+= length
      groups &+= 1
      tail = tail &<< 16 | UInt128(truncatingIfNeeded: group)
      guard unsafe text[at] == colon, groups < 8 else { break }
      at &+= 1
      if unsafe text[at] == colon {
        guard elision < 0 else { return 0 }
        elision = groups
        head = tail
        tail = 0
        at &+= 1
      }
    }
    if elision < 0 {
      guard groups == 8 else { return 0 }
    } else {
      guard groups < 8 else { return 0 }
      if elision > 0 { tail |= head &<< UInt128(truncatingIfNeeded: 128 &- 16 &* elision) }
    }
    guard unsafe text[at] != colon else { return 0 }
    bits = tail
    return at
  }

  private static var colon: UInt8 { UInt8(ascii: ":") }

  /// One to four hexadecimal digits of either case; answers how many, 0...4.
  @inline(__always)
  private static func hextet(_ text: UnsafeRawPointer, into group: inout UInt32) -> Int {
    let raw = unsafe text.loadUnaligned(as: UInt32.self)
    let seven = raw & 0x7F7F_7F7F
    let digit = ~((seven ^ 0x3030_3030) &+ 0x7676_7676)
    // Letters become 1...6, whichever their case.
    let letters = (seven | 0x2020_2020) ^ 0x6060_6060
    let letter = (letters &+ 0x7F7F_7F7F) & ~(letters &+ 0x7979_7979)
    let isHex = (digit | letter) & ~raw & 0x8080_8080
    let others = UInt64(~isHex & 0x8080_8080) | 1 &<< 39
    let length = others.trailingZeroBitCount &>> 3
    let isLetter = (letter & 0x8080_8080) &>> 7
    let nibbles = (raw & 0x0F0F_0F0F) &+ isLetter &* 9
    // To the high end of the word, zeros before; then pairs, then the pair of pairs.
    let aligned = UInt32(
      truncatingIfNeeded: UInt64(nibbles) &<< UInt64(truncatingIfNeeded: 32 &- 8 &* length))
    let pairs = aligned | aligned &<< 12
    group = (pairs & 0xFF00) | pairs &>> 24
    return length
  }
}
