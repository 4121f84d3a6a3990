import Wire

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
    let moment = CivilTime(epochSeconds: unixSeconds)
    let (date, time) = (moment.date, moment.time)
    let rest = [date.month, date.day, time.hour, time.minute, time.second]
    let isShort = (1950..<2050).contains(date.year)
    let year = isShort ? [date.year % 100] : [date.year / 100, date.year % 100]
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
