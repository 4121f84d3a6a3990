/// Decimal digits straight into a byte buffer, without a `String` in between.
enum Decimal {
  @inline(__always)
  static func append<T: FixedWidthInteger & UnsignedInteger>(_ value: T, to bytes: inout [UInt8]) {
    if T.bitWidth <= 64 || value <= T(truncatingIfNeeded: UInt64.max) {
      append(UInt64(truncatingIfNeeded: value), to: &bytes)
    } else {
      append(wide: UInt128(truncatingIfNeeded: value), to: &bytes)
    }
  }

  /// At least `padding` digits, zeros in front.
  static func append(_ value: UInt64, padding: Int = 1, to bytes: inout [UInt8]) {
    let start = bytes.count
    var rest = value
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    while bytes.count - start < padding { bytes.append(UInt8(ascii: "0")) }
    var low = start
    var high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// 10^19 is the largest power of ten that fits into 64 bits.
  private static func append(wide value: UInt128, to bytes: inout [UInt8]) {
    let (high, low) = value.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
    append(high, to: &bytes)
    append(UInt64(truncatingIfNeeded: low), padding: 19, to: &bytes)
  }
}
