/// Writes DER (X.690 §10): as much of it as a certificate takes.
enum DERWriter {
  /// Universal tags, constructed where they always are.
  enum Tag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let objectIdentifier: UInt8 = 0x06
    static let utf8String: UInt8 = 0x0c
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
  }

  /// One value: tag, length in the fewest bytes, contents.
  static func value(_ tag: UInt8, _ contents: [UInt8]...) -> [UInt8] {
    let body = contents.flatMap(\.self)
    return [tag] + length(body.count) + body
  }

  static func sequence(_ contents: [UInt8]...) -> [UInt8] {
    value(Tag.sequence, contents.flatMap(\.self))
  }

  /// A number above zero, big-endian: a zero byte before it where its sign bit is set.
  static func integer(_ magnitude: [UInt8]) -> [UInt8] {
    let bare = Array(magnitude.drop { $0 == 0 })
    let isSigned = bare.first.map { $0 & 0x80 != 0 } ?? true
    return value(Tag.integer, isSigned ? [0] + bare : bare)
  }

  /// An object identifier given by its encoded bytes.
  static func identifier(_ bytes: [UInt8]) -> [UInt8] { value(Tag.objectIdentifier, bytes) }

  /// Whole bytes: none of the last one's bits are unused.
  static func bits(_ bytes: [UInt8]) -> [UInt8] { value(Tag.bitString, [0], bytes) }

  /// A moment in UTC, in the form that RFC 5280 §4.1.2.5 prescribes: two digits for the year
  /// through 2049, four after it.
  static func time(_ unixSeconds: Int64) -> [UInt8] {
    let civil = CivilTime(unixSeconds: unixSeconds)
    let rest = [civil.month, civil.day, civil.hour, civil.minute, civil.second]
    let isShort = (1950..<2050).contains(civil.year)
    let year = isShort ? [civil.year % 100] : [civil.year / 100, civil.year % 100]
    let digits = (year + rest).flatMap { [UInt8($0 / 10) + 0x30, UInt8($0 % 10) + 0x30] }
    return value(isShort ? Tag.utcTime : Tag.generalizedTime, digits + [UInt8(ascii: "Z")])
  }

  private static func length(_ count: Int) -> [UInt8] {
    if count < 0x80 { return [UInt8(count)] }
    let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) }
      .drop { $0 == 0 }
    return [0x80 | UInt8(bytes.count)] + bytes
  }
}

/// A moment of the Gregorian calendar in UTC.
struct CivilTime: Hashable {
  let year, month, day, hour, minute, second: Int

  init(unixSeconds: Int64) {
    let (days, seconds) = Int(unixSeconds).quotientAndRemainder(flooringBy: 86_400)
    // Counted from 1 March of year 0, leap days fall at the end of years (Hinnant, "chrono-
    // Compatible Low-Level Date Algorithms", civil_from_days).
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooringBy: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = seconds / 3600
    minute = seconds / 60 % 60
    second = seconds % 60
  }
}

extension Int {
  /// Division that rounds down, so that the remainder is never negative.
  fileprivate func quotientAndRemainder(flooringBy divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
