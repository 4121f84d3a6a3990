/// Reads IPv4 text eight bytes at a time, without a branch for each octet: in real lists the
/// lengths of octets are as good as random, and a mispredicted branch costs more than the octet.
@safe
struct QuadTable: ~Copyable {
  /// How many decimal digits each octet's number has.
  private let digits: UnsafeMutablePointer<UInt8>

  init() {
    unsafe digits = .allocate(capacity: 256)
    for value in 0..<256 {
      unsafe digits[value] = value < 10 ? 1 : value < 100 ? 2 : 3
    }
  }

  deinit { unsafe digits.deallocate() }

  /// Reads `a.b.c.d` at the start of `text`; answers its length, or 0 if there is none. What
  /// follows the fourth octet is any byte but a digit. No leading zeros, no octet above 255. Up to
  /// 20 bytes past the start are looked at.
  @inline(__always)
  func read(_ text: UnsafeRawPointer, into bits: inout UInt32) -> Int {
    let low = unsafe text.loadUnaligned(as: UInt64.self) ^ 0x3030_3030_3030_3030
    let high = unsafe text.loadUnaligned(fromByteOffset: 8, as: UInt64.self) ^ 0x3030_3030_3030_3030
    // A bit for each of the sixteen bytes that is no digit.
    let marks = Self.others(low) | Self.others(high) &<< 8 | 0x000F_0000
    let one = marks.trailingZeroBitCount
    let after1 = marks & (marks &- 1)
    let two = after1.trailingZeroBitCount
    let after2 = after1 & (after1 &- 1)
    let three = after2.trailingZeroBitCount
    let after3 = after2 & (after2 &- 1)
    let end = after3.trailingZeroBitCount

    var highest: UInt32 = 0
    let a = unsafe Self.octet(text, 0, one, &highest)
    let b = unsafe Self.octet(text, one &+ 1, two, &highest)
    let c = unsafe Self.octet(text, two &+ 1, three, &highest)
    let d = unsafe Self.octet(text, three &+ 1, end, &highest)

    let separators =
      unsafe (text.load(fromByteOffset: one, as: UInt8.self) ^ 0x2E)
      | (text.load(fromByteOffset: two, as: UInt8.self) ^ 0x2E)
      | (text.load(fromByteOffset: three, as: UInt8.self) ^ 0x2E)
    // Two marks side by side, or one at the very start, are an octet without digits.
    let gaps = marks & (marks &<< 1 | 1) & (2 &<< UInt32(truncatingIfNeeded: end) &- 1)
    // With no gap, and no hundreds digit above 2, the digits that the four numbers need add up to
    // those that stand there only if each octet is at most 255 and has no leading zero.
    let needed =
      unsafe Int(digits[Int(a)]) &+ Int(digits[Int(b)])
      &+ Int(digits[Int(c)]) &+ Int(digits[Int(d)]) &+ 3
    guard separators == 0, gaps | (highest & 0x0C00) == 0, needed == end else { return 0 }
    bits = a &<< 24 | b &<< 16 | c &<< 8 | d
    return end
  }

  /// One bit for each of eight bytes, already xored with "0", that is above 9.
  @inline(__always)
  private static func others(_ bytes: UInt64) -> UInt32 {
    let marked =
      ((bytes & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7676_7676_7676_7676 | bytes)
      & 0x8080_8080_8080_8080
    return UInt32(truncatingIfNeeded: (marked &* 0x0002_0408_1020_4081) &>> 56)
  }

  /// The number of up to three digits, modulo 256. `highest` collects one more than each hundreds
  /// digit in its bits 8 to 11.
  @inline(__always)
  private static func octet(
    _ text: UnsafeRawPointer, _ start: Int, _ end: Int, _ highest: inout UInt32
  ) -> UInt32 {
    let raw = unsafe text.loadUnaligned(fromByteOffset: start, as: UInt32.self) ^ 0x3030_3030
    let aligned = raw &<< UInt32(truncatingIfNeeded: 32 &- 8 &* (end &- start))
    highest |= aligned &+ 0x100
    return (aligned &* 0x0064_0A01) &>> 24
  }
}
