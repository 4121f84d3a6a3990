/// Searches bytes eight at a time.
enum ByteSearch {
  /// The first `.` or `:`; nil if there is none before `end`.
  @inline(__always)
  static func firstMark(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer? {
    var text = unsafe start
    while unsafe end - text >= 8 {
      let word = unsafe text.loadUnaligned(as: UInt64.self).littleEndian
      let marks = zeros(word ^ 0x2E2E_2E2E_2E2E_2E2E) | zeros(word ^ 0x3A3A_3A3A_3A3A_3A3A)
      if marks != 0 { return unsafe text + marks.trailingZeroBitCount &>> 3 }
      unsafe text += 8
    }
    while unsafe text < end {
      let byte = unsafe text[0]
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") { return unsafe text }
      unsafe text += 1
    }
    return nil
  }

  /// The first newline, or `end`.
  @inline(__always)
  static func newline(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var text = unsafe start
    while unsafe end - text >= 8 {
      let word = unsafe text.loadUnaligned(as: UInt64.self).littleEndian
      let marks = zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
      if marks != 0 { return unsafe text + marks.trailingZeroBitCount &>> 3 }
      unsafe text += 8
    }
    while unsafe text < end, unsafe text[0] != UInt8(ascii: "\n") { unsafe text += 1 }
    return unsafe text
  }

  /// The high bit of each byte that is zero; exact up to and including the lowest of them.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }
}

extension UnsafeRawPointer {
  /// The byte at an offset.
  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    unsafe load(fromByteOffset: offset, as: UInt8.self)
  }
}
