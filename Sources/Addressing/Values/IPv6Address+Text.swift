extension IPv6Address: AddressText {
  /// `ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff`; a mapped address is shorter.
  @inlinable
  public static var longestText: Int { 39 }

  /// Reads any form of RFC 4291 §2.2: groups of one to four digits, one `::` for one or more zero
  /// groups, a dotted quad for the last two. Neither brackets nor a zone.
  @inlinable
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    guard let address = Self(groups: bytes) else { throw Self.explain(bytes) }
    self = address
  }

  /// The fast reader: it accepts or answers nil, and leaves the reasons to `explain`.
  @inlinable
  init?(groups bytes: Span<UInt8>) {
    let count = bytes.count
    var bits: UInt128 = 0
    var groups = 0
    var elision = -1
    var index = 0
    if bytes.has(":", at: 0) {
      guard bytes.has(":", at: 1) else { return nil }
      elision = 0
      index = 2
    }
    while index < count {
      let start = index
      var value: UInt32 = 0
      while index < count, index &- start < 4, let digit = bytes[index].hexValue {
        value = value &<< 4 | UInt32(digit)
        index &+= 1
      }
      if bytes.has(".", at: index) {
        guard groups <= 6, let tail = IPv4Address(dottedQuad: bytes.extracting(start..<count))
        else { return nil }
        bits = bits &<< 32 | UInt128(tail.bits)
        groups &+= 2
        break
      }
      guard index > start, groups < 8 else { return nil }
      bits = bits &<< 16 | UInt128(value)
      groups &+= 1
      if index == count { break }
      guard bytes.has(":", at: index), index &+ 1 < count else { return nil }
      index &+= 1
      if bytes.has(":", at: index) {
        guard elision < 0 else { return nil }
        elision = groups
        index &+= 1
      }
    }
    if elision < 0 {
      guard groups == 8 else { return nil }
    } else {
      guard groups < 8 else { return nil }
      // The groups after the `::` move to the low end; those before it to the high end.
      let low = 16 &* (groups &- elision)
      let high = elision == 0 ? 0 : (bits >> low) << (128 &- 16 &* elision)
      bits = high | bits & (1 &<< UInt128(low) &- 1)
    }
    self.init(bits: bits)
  }

  /// Appends the text of RFC 5952: lower case, no leading zeros, the longest run of two or more
  /// zero groups as `::`, and the dotted tail of an IPv4-mapped address (§5).
  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    let run = longestZeroRun
    let end = isMapped ? 6 : 8
    var group = 0
    while group < end {
      if group == run.lowerBound, !run.isEmpty {
        text.append(UInt8(ascii: ":"))
        text.append(UInt8(ascii: ":"))
        group = run.upperBound
        continue
      }
      if group > 0, group != run.upperBound { text.append(UInt8(ascii: ":")) }
      Self.write(group: self[group], into: &text)
      group &+= 1
    }
    if end == 6 {
      text.append(UInt8(ascii: ":"))
      IPv4Address(tailOf: self).write(into: &text)
    }
  }

  /// The hextet at `group`, 0 the highest.
  @inlinable
  public subscript(group: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: bits >> (112 &- 16 &* group))
  }

  /// ::ffff:0:0/96, an IPv4 address in IPv6 clothes (RFC 4291 §2.5.5.2).
  @inlinable
  public var isMapped: Bool { bits >> 32 == 0xffff }

  // RFC 5952 §4.2.2-3: never a single zero group; the longest run, the first of equals.
  @inlinable
  var longestZeroRun: Range<Int> {
    var best = 0..<0
    var start = 0
    while start < 8 {
      guard self[start] == 0 else {
        start &+= 1
        continue
      }
      var end = start &+ 1
      while end < 8, self[end] == 0 { end &+= 1 }
      if end &- start > max(best.count, 1) { best = start..<end }
      start = end
    }
    return best
  }

  @inlinable
  static func write(group value: UInt16, into text: inout OutputSpan<UInt8>) {
    if value >= 0x1000 { text.appendHexDigit(UInt8(truncatingIfNeeded: value &>> 12)) }
    if value >= 0x100 { text.appendHexDigit(UInt8(truncatingIfNeeded: value &>> 8 & 15)) }
    if value >= 0x10 { text.appendHexDigit(UInt8(truncatingIfNeeded: value &>> 4 & 15)) }
    text.appendHexDigit(UInt8(truncatingIfNeeded: value & 15))
  }
}

extension IPv6Address {
  /// Why these bytes are not an IPv6 address: the first fault from the left.
  @usableFromInline
  @inline(never)
  static func explain(_ bytes: Span<UInt8>) -> AddressFault {
    guard !bytes.isEmpty else { return AddressFault(.empty, at: 0) }
    var index = 0
    var groups = 0
    var elided = false
    if bytes.has(":", at: 0) {
      guard bytes.has(":", at: 1) else { return AddressFault(.strayColon, at: 0) }
      elided = true
      index = 2
    }
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index].hexValue != nil { index += 1 }
      if bytes.has(".", at: index) {
        return explainTail(bytes, from: start, groups: groups, elided: elided)
      }
      if index == start {
        if bytes.has(":", at: index) { return AddressFault(.strayColon, at: index) }
        let isZone = bytes.has("%", at: index)
        return AddressFault(isZone ? .zoneNotAllowed : .unexpectedCharacter, at: index)
      }
      if index - start > 4 { return AddressFault(.longGroup, at: start) }
      groups += 1
      if groups > 8 { return AddressFault(.manyGroups, at: start) }
      if index == bytes.count { break }
      if bytes.has("%", at: index) { return AddressFault(.zoneNotAllowed, at: index) }
      guard bytes.has(":", at: index) else { return AddressFault(.unexpectedCharacter, at: index) }
      index += 1
      if bytes.has(":", at: index) {
        if elided { return AddressFault(.secondElision, at: index - 1) }
        elided = true
        index += 1
      } else if index == bytes.count {
        return AddressFault(.strayColon, at: index - 1)
      }
    }
    // With every group written, a `::` has nothing left to stand for.
    return AddressFault(elided ? .manyGroups : .fewGroups(groups), at: bytes.count)
  }

  private static func explainTail(
    _ bytes: Span<UInt8>, from start: Int, groups: Int, elided: Bool
  ) -> AddressFault {
    do {
      _ = try IPv4Address(parsing: bytes.extracting(start..<bytes.count))
    } catch {
      return AddressFault(error.reason, at: start + error.offset)
    }
    if groups > 6 || (elided && groups == 6) { return AddressFault(.manyGroups, at: start) }
    return AddressFault(.fewGroups(groups + 2), at: bytes.count)
  }
}
