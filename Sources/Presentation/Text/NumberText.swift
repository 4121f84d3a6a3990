/// The one spelling of each kind of number in text output. JSON has plain numbers instead.
public enum NumberText {
  /// A count, in groups of three: `4,294,967,296`.
  public static func count(_ value: some BinaryInteger) -> String {
    let digits = Array(String(value.magnitude).utf8)
    var text = Array((value < 0 ? "-" : "").utf8)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// A count with its noun: `1 host`, `62 hosts`, `2 addresses`.
  public static func count(
    _ value: some BinaryInteger, _ noun: String, plural: String? = nil
  ) -> String {
    "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }

  /// A power of two by its exponent: `2^32`, with what is taken off: `2^32 − 2`.
  public static func powerOfTwo(_ exponent: Int, minus rest: Int = 0) -> String {
    rest == 0 ? "2^\(exponent)" : "2^\(exponent) − \(rest)"
  }

  /// A count as a power of two where it is one above 2^16, where digits stop being read:
  /// `65,536`, `2^64`.
  public static func size(_ value: UInt128) -> String {
    let isPower = value > 0 && value & (value - 1) == 0
    return isPower && value > 1 << 16 ? powerOfTwo(value.trailingZeroBitCount) : count(value)
  }

  /// A time in three significant digits, trailing zeros cut: `850 ns`, `42.1 µs`, `1.23 ms`,
  /// `2.3 s`; from a minute on `2 min 5 s`, `1 h 3 min`, `2 d 4 h`.
  public static func duration(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { return "-" + self.duration(.zero - duration) }
    if seconds == 0, attoseconds < 999_500_000_000_000_000 {
      return short(UInt64(attoseconds) / 1_000_000_000)
    }
    // From here on the nanosecond cannot be seen: hundredths of a second do.
    let nanoseconds = UInt64(attoseconds) / 1_000_000_000
    if seconds < 60 {
      let text = significant(UInt64(seconds) * 1_000_000_000 + nanoseconds, unit: 1_000_000_000)
      return text == "60" ? "1 min" : "\(text) s"
    }
    return long(seconds + (attoseconds >= 500_000_000_000_000_000 ? 1 : 0))
  }

  /// Below a second, in nanoseconds. The next unit starts where rounding would give 1000.
  private static func short(_ nanoseconds: UInt64) -> String {
    switch nanoseconds {
    case 0: "0 ms"
    case ..<1000: "\(nanoseconds) ns"
    case ..<999_500: "\(significant(nanoseconds, unit: 1000)) µs"
    default: "\(significant(nanoseconds, unit: 1_000_000)) ms"
    }
  }

  private static func long(_ seconds: Int64) -> String {
    let units: [(Int64, String, Int64, String)] = [
      (86400, "d", 3600, "h"), (3600, "h", 60, "min"), (60, "min", 1, "s"),
    ]
    for (size, name, smallerSize, smallerName) in units where seconds >= size {
      let smaller = seconds % size / smallerSize
      return "\(seconds / size) \(name)" + (smaller > 0 ? " \(smaller) \(smallerName)" : "")
    }
    return "\(seconds) s"
  }

  /// Bytes in powers of 1024, three significant digits: `512 B`, `64 KiB`, `1.5 MiB`.
  public static func bytes(_ value: UInt64) -> String {
    guard value >= 1024 else { return "\(value) B" }
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var unit: UInt64 = 1024
    var index = 0
    // The next unit starts where rounding would give 1024.
    while index < units.count - 1, 2 * UInt128(value) + UInt128(unit) >= 2048 * UInt128(unit) {
      unit *= 1024
      index += 1
    }
    return "\(significant(value, unit: unit)) \(units[index])"
  }

  /// A part of a whole: `37%`, `0.4%` below ten; neither 0% nor 100% unless it is exactly that.
  public static func percent(_ part: some BinaryInteger, of whole: some BinaryInteger) -> String {
    guard whole > 0, part > 0 else { return "0%" }
    let share = Double(part) / Double(whole) * 100
    guard share < 100 else { return part == whole ? "100%" : "\(Int(share))%" }
    if share >= 99 { return share > 99.9 ? "99.9%" : "\(tenths(share))%" }
    if share >= 10 { return "\(Int(share + 0.5))%" }
    return share < 0.1 ? "<0.1%" : "\(tenths(share))%"
  }

  /// Events per second: `850/s`, `12.3k/s`, `1.5M/s`; `0/s` before any time has passed.
  public static func rate(_ count: UInt64, in time: Duration) -> String {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    guard seconds > 0 else { return "0/s" }
    let rate = UInt64(min(Double(count) / seconds, 9e18))
    return switch rate {
    case ..<1000: "\(rate)/s"
    case ..<999_500: "\(significant(rate, unit: 1000))k/s"
    default: "\(significant(rate, unit: 1_000_000))M/s"
    }
  }

  /// One decimal, cut off, not rounded up: 99.96 is not yet 100. `.0` is left out.
  private static func tenths(_ value: Double) -> String {
    let tenths = Int(value * 10)
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// `value / unit` in three significant digits (more in front of the point), rounded half up,
  /// trailing zeros behind the point cut. Whole arithmetic: no noise of floating point.
  private static func significant(_ value: UInt64, unit: UInt64) -> String {
    for decimals in [2, 1, 0] {
      let scale: UInt128 = decimals == 2 ? 100 : decimals == 1 ? 10 : 1
      let scaled = (UInt128(value) * scale + UInt128(unit) / 2) / UInt128(unit)
      guard scaled < 1000 || decimals == 0 else { continue }
      let whole = scaled / scale
      let part = scaled % scale
      guard part > 0 else { return "\(whole)" }
      let digits = String(part)
      let padded = String(repeating: "0", count: decimals - digits.count) + digits
      return "\(whole)." + (padded.hasSuffix("0") ? String(padded.dropLast()) : padded)
    }
    return "0"
  }
}
