extension IPv4Address: AddressText {
  /// `255.255.255.255`
  @inlinable
  public static var longestText: Int { 15 }

  /// Reads four decimal octets without leading zeros (RFC 3986 §3.2.2 dec-octet), or with
  /// `loose` whatever inet_aton reads.
  @inlinable
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    guard let address = Self(dottedQuad: bytes) else {
      self = try Self.readLoosely(bytes, rules)
      return
    }
    self = address
  }

  /// The fast reader: it accepts or answers nil, and leaves the reasons to `explain`.
  @inlinable
  init?(dottedQuad bytes: Span<UInt8>) {
    let count = bytes.count
    var bits: UInt32 = 0
    var index = 0
    for octet in 0..<4 {
      if octet > 0 {
        guard bytes.has(".", at: index) else { return nil }
        index &+= 1
      }
      guard index < count, let first = bytes[index].decimalValue else { return nil }
      index &+= 1
      var value = UInt32(first)
      // A zero stands alone: what follows it has to be a dot or the end.
      if first != 0, index < count, let second = bytes[index].decimalValue {
        index &+= 1
        value = value &* 10 &+ UInt32(second)
        if index < count, let third = bytes[index].decimalValue {
          index &+= 1
          value = value &* 10 &+ UInt32(third)
        }
      }
      guard value <= 255 else { return nil }
      bits = bits &<< 8 | value
    }
    guard index == count else { return nil }
    self.init(bits: bits)
  }

  @usableFromInline
  @inline(never)
  static func readLoosely(_ bytes: Span<UInt8>, _ rules: ParsingRules) throws(AddressFault) -> Self
  {
    let reading = Self(inetAton: bytes)
    if rules.contains(.loose), let reading { return reading }
    throw explain(bytes, looseReading: reading)
  }

  /// Appends dotted decimal.
  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    text.appendDecimal(small: bits &>> 24)
    text.append(UInt8(ascii: "."))
    text.appendDecimal(small: bits &>> 16 & 255)
    text.append(UInt8(ascii: "."))
    text.appendDecimal(small: bits &>> 8 & 255)
    text.append(UInt8(ascii: "."))
    text.appendDecimal(small: bits & 255)
  }
}

extension IPv4Address {
  /// Reads as inet_aton does (POSIX inet_addr): up to four parts, each decimal, octal after `0` or
  /// hexadecimal after `0x`; the last fills the bytes that are left. 1.2.3 is 1.2.0.3.
  init?(inetAton bytes: Span<UInt8>) {
    var bits: UInt64 = 0
    var index = 0
    for part in 0..<4 {
      guard let value = Self.readPart(bytes, at: &index) else { return nil }
      let free = 32 - 8 * part
      if index == bytes.count {
        guard value >> free == 0 else { return nil }
        self.init(bits: UInt32(bits << free | value))
        return
      }
      guard value <= 255, bytes.has(".", at: index) else { return nil }
      bits = bits << 8 | value
      index += 1
    }
    return nil
  }

  /// One number of an inet_aton address; nil when there is none or it passes 32 bits.
  private static func readPart(_ bytes: Span<UInt8>, at index: inout Int) -> UInt64? {
    var radix: UInt64 = 10
    if bytes.has("0", at: index), index + 1 < bytes.count {
      if bytes[index + 1] | 0x20 == UInt8(ascii: "x") {
        radix = 16
        index += 2
      } else if bytes[index + 1].decimalValue != nil {
        radix = 8
        index += 1
      }
    }
    let start = index
    var value: UInt64 = 0
    while index < bytes.count, let digit = bytes[index].hexValue, digit < radix {
      value = value * radix + UInt64(digit)
      guard value <= UInt32.max else { return nil }
      index += 1
    }
    return index > start ? value : nil
  }

  /// Why these bytes are not a dotted quad: the first fault from the left.
  private static func explain(_ bytes: Span<UInt8>, looseReading: Self?) -> AddressFault {
    func fault(_ reason: AddressFault.Reason, _ offset: Int) -> AddressFault {
      AddressFault(reason, at: offset, looseReading: looseReading)
    }
    guard !bytes.isEmpty else { return AddressFault(.empty, at: 0) }
    var index = 0
    var octets = 0
    while true {
      let start = index
      var value = 0
      while index < bytes.count, let digit = bytes[index].decimalValue {
        value = min(value * 10 + Int(digit), 1000)
        index += 1
      }
      if index < bytes.count, bytes[index] != UInt8(ascii: ".") {
        return fault(.unexpectedCharacter, index)
      }
      if index == start { return fault(.emptyOctet, index) }
      if bytes.has("0", at: start), index - start > 1 { return fault(.leadingZero, start) }
      // A lone number above 255 is a count, not an octet: 2130706433 has too few of them.
      if value > 255, octets > 0 || index < bytes.count { return fault(.octetAbove255, start) }
      octets += 1
      if index == bytes.count { return fault(.octetCount(octets), index) }
      index += 1
    }
  }
}
