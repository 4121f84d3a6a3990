/// Searches bytes many at a time.
enum ByteSearch {
  /// Where the first `first` stands that `second` follows, from `start` on; nil for nowhere.
  static func pair(
    _ first: UInt8, _ second: UInt8, in bytes: RawSpan, from start: Int
  ) -> Int? {
    // Of the last byte there is nothing to follow.
    let end = bytes.byteCount - 1
    var index = start
    while index < end {
      index = skip(first, second, in: bytes, from: index)
      let stop = min(index + 16, end)
      while index < stop {
        if bytes[index] == first, bytes[index + 1] == second { return index }
        index += 1
      }
    }
    return nil
  }

  /// Passes sixteen bytes at a time over places where no pair begins.
  private static func skip(
    _ first: UInt8, _ second: UInt8, in bytes: RawSpan, from start: Int
  ) -> Int {
    let firsts = SIMD16<UInt8>(repeating: first)
    let seconds = SIMD16<UInt8>(repeating: second)
    var index = start
    // The second load ends one byte behind the first.
    while index + 17 <= bytes.byteCount {
      let here = unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
      let difference = unsafe unsafeBitCast(
        (here ^ firsts) | (next ^ seconds), to: SIMD2<UInt64>.self)
      if hasZero(difference[0]) || hasZero(difference[1]) { break }
      index += 16
    }
    return index
  }

  /// Whether one of the eight bytes is 0: the borrow of a subtraction reaches its high bit.
  private static func hasZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
