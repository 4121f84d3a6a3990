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
      let stop = min(index + 64, end)
      while index < stop {
        if bytes[index] == first, bytes[index + 1] == second { return index }
        index += 1
      }
    }
    return nil
  }

  /// Passes 64 bytes at a time over places where no pair begins: a stream that is echoed is searched
  /// whole, and this took an eighth of the server's time at sixteen.
  private static func skip(
    _ first: UInt8, _ second: UInt8, in bytes: RawSpan, from start: Int
  ) -> Int {
    let firsts = SIMD16<UInt8>(repeating: first)
    let seconds = SIMD16<UInt8>(repeating: second)
    // Zero where the pair stands.
    func difference(_ index: Int) -> SIMD16<UInt8> {
      let here = unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: index, as: SIMD16<UInt8>.self)
      let next = unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: index + 1, as: SIMD16<UInt8>.self)
      return (here ^ firsts) | (next ^ seconds)
    }
    var index = start
    // The last load ends one byte behind the 64.
    while index + 65 <= bytes.byteCount {
      let least = pointwiseMin(
        pointwiseMin(difference(index), difference(index + 16)),
        pointwiseMin(difference(index + 32), difference(index + 48)))
      let words = unsafe unsafeBitCast(least, to: SIMD2<UInt64>.self)
      if hasZero(words[0]) || hasZero(words[1]) { break }
      index += 64
    }
    return index
  }

  /// Whether one of the eight bytes is 0: the borrow of a subtraction reaches its high bit.
  private static func hasZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
