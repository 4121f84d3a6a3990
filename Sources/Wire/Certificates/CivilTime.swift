/// A moment in UTC by the calendar, and its seconds since 1970: no clock, no locale, no zone.
public struct CivilTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  public let epochSeconds: Int64

  public init(epochSeconds: Int64) { self.epochSeconds = epochSeconds }

  /// nil where the calendar has no such moment: 30 February, hour 24, second 60.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (1...12).contains(month), (0..<24).contains(hour), (0..<60).contains(minute),
      (0..<60).contains(second), (0...9999).contains(year), day >= 1
    else { return nil }
    // Days count from 1 March, so that the leap day is the last of its year.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    epochSeconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    guard date.year == year, date.month == month, date.day == day else { return nil }
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.epochSeconds < right.epochSeconds
  }

  /// The day in the proleptic Gregorian calendar.
  public var date: (year: Int, month: Int, day: Int) {
    let days = Int(Self.floorDivide(epochSeconds, 86_400)) + 719_468
    let era = Int(Self.floorDivide(Int64(days), 146_097))
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  public var time: (hour: Int, minute: Int, second: Int) {
    let seconds = Int(epochSeconds - Self.floorDivide(epochSeconds, 86_400) * 86_400)
    return (seconds / 3600, seconds / 60 % 60, seconds % 60)
  }

  /// `2026-11-20`
  public var dateText: String {
    let (year, month, day) = date
    return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
  }

  /// `2026-11-20T12:34:56Z` (RFC 3339).
  public var description: String {
    let (hour, minute, second) = time
    return dateText
      + "T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))Z"
  }

  /// Whole days from `other` to this moment, rounded down: negative when this one is past.
  public func days(after other: CivilTime) -> Int {
    Int(Self.floorDivide(epochSeconds - other.epochSeconds, 86_400))
  }

  /// UTCTime or GeneralizedTime as certificates must write them: seconds given, ending in Z
  /// (RFC 5280 §4.1.2.5).
  public init(decoding element: DERElement) throws(WireError) {
    let text = element.bytes
    var digits = text.dropLast()[...]
    guard text.last == UInt8(ascii: "Z"), digits.allSatisfy(\.isASCIIDigit) else {
      throw .malformed("time is not digits and Z")
    }
    func take(_ count: Int) -> Int {
      defer { digits = digits.dropFirst(count) }
      return digits.prefix(count).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    var year: Int
    switch (element.tag, text.count) {
    case (DERElement.Tag.utcTime, 13):
      year = take(2)
      year += year < 50 ? 2000 : 1900
    case (DERElement.Tag.generalizedTime, 15): year = take(4)
    default: throw .malformed("time has the wrong form")
    }
    let (month, day, hour, minute, second) = (take(2), take(2), take(2), take(2), take(2))
    guard
      let time = CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { throw .malformed("no such time") }
    self = time
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : (value - divisor + 1) / divisor
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
