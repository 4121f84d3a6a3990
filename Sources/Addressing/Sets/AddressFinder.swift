/// Finds addresses of both families anywhere in text.
///
/// An address is taken only where it stands for itself: no letter of ASCII, digit or underscore
/// beside it, and no dot with one of those behind it, so that neither `10.0.0.1.5` nor `010.0.0.1`
/// nor the host name `10.0.0.1.example` holds an address. A port after a colon, brackets, a zone,
/// quotes and the full stop of a sentence may follow.
@safe
struct AddressFinder: ~Copyable {
  /// An address in a text: where it is, and its value.
  @unsafe
  struct Match {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    let address: IPAddress
  }

  private let quads = QuadTable()

  /// The next address that begins in `text..<end`; nil if there is none. `lineStart` is how far
  /// back the text before an address may be looked at.
  @inline(__always)
  borrowing func next(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer, lineStart: UnsafeRawPointer
  ) -> Match? {
    var text = unsafe start
    while let mark = unsafe ByteSearch.firstMark(from: text, to: end) {
      let isDot = unsafe mark[0] == UInt8(ascii: ".")
      let found =
        unsafe isDot
        ? v4(around: mark, after: text, to: end, lineStart: lineStart)
        : v6(around: mark, after: text, to: end, lineStart: lineStart)
      if let found = unsafe found { return unsafe found }
      unsafe text = unsafe mark + 1
    }
    return nil
  }

  /// The IPv4 address at the very start of a line, the commonest place.
  @inline(__always)
  borrowing func v4(atStartOf line: UnsafeRawPointer, to end: UnsafeRawPointer) -> Match? {
    guard unsafe end - line >= Self.reach else { return nil }
    var bits: UInt32 = 0
    let length = unsafe quads.read(line, into: &bits)
    guard length > 0, unsafe Self.mayEnd(line + length, end) else { return nil }
    return unsafe Match(
      start: line, end: line + length, address: .v4(IPv4Address(bits: bits)))
  }

  /// Bytes that must be there for wide loads.
  static var reach: Int { 64 }

  // MARK: Around a mark

  private borrowing func v4(
    around dot: UnsafeRawPointer, after floor: UnsafeRawPointer, to end: UnsafeRawPointer,
    lineStart: UnsafeRawPointer
  ) -> Match? {
    var start = unsafe dot
    while unsafe start > floor, unsafe Self.isDigit(start[-1]), unsafe dot - start < 4 {
      unsafe start -= 1
    }
    guard unsafe start < dot, unsafe Self.mayBegin(start, lineStart, isV6: false) else {
      return nil
    }
    var bits: UInt32 = 0
    let length = unsafe Self.padded(start, end) { unsafe quads.read($0, into: &bits) }
    guard length > 0, unsafe Self.mayEnd(start + length, end) else { return nil }
    return unsafe Match(
      start: start, end: start + length, address: .v4(IPv4Address(bits: bits)))
  }

  private borrowing func v6(
    around colon: UnsafeRawPointer, after floor: UnsafeRawPointer, to end: UnsafeRawPointer,
    lineStart: UnsafeRawPointer
  ) -> Match? {
    var start = unsafe colon
    while unsafe start > floor, unsafe Self.isHex(start[-1]), unsafe colon - start < 5 {
      unsafe start -= 1
    }
    guard unsafe colon - start <= 4, unsafe Self.mayBegin(start, lineStart, isV6: true) else {
      return nil
    }
    var bits: UInt128 = 0
    var length = unsafe Self.padded(start, end) { unsafe HextetText.read($0, into: &bits) }
    let isBeforeDot = unsafe start + length < end && start[length] == UInt8(ascii: ".")
    if length == 0 || isBeforeDot {
      let whole = unsafe Self.dottedTail(start, end, &bits)
      if whole > 0 { length = whole }
    }
    guard length > 0, unsafe Self.mayEnd(start + length, end) else { return nil }
    return unsafe Match(
      start: start, end: start + length, address: .v6(IPv6Address(bits: bits)))
  }

  /// Reads through `body` with `reach` bytes behind `text`; near the end from a copy.
  @inline(__always)
  private static func padded(
    _ text: UnsafeRawPointer, _ end: UnsafeRawPointer, _ body: (UnsafeRawPointer) -> Int
  ) -> Int {
    if unsafe end - text >= reach { return unsafe body(text) }
    return unsafe withUnsafeTemporaryAllocation(byteCount: 2 * reach, alignment: 8) { copy in
      unsafe copy.initializeMemory(as: UInt8.self, repeating: 0)
      unsafe copy.copyMemory(from: UnsafeRawBufferPointer(start: text, count: end - text))
      let length = unsafe body(UnsafeRawPointer(copy.baseAddress!))
      return unsafe length <= end - text ? length : 0
    }
  }

  /// `::ffff:10.0.0.1`: what looks like it goes to the readable parser. Answers the length or 0.
  private static func dottedTail(
    _ text: UnsafeRawPointer, _ end: UnsafeRawPointer, _ bits: inout UInt128
  ) -> Int {
    var (colons, dots, length) = (0, 0, 0)
    while unsafe text + length < end, length < 46 {
      let byte = unsafe text[length]
      if byte == UInt8(ascii: ":") {
        // After the tail comes a port.
        if dots > 0 { break }
        colons += 1
      } else if byte == UInt8(ascii: ".") {
        dots += 1
      } else if !isHex(byte) {
        break
      }
      length += 1
    }
    // A full stop after the address is not of it.
    while length > 0, unsafe !isHex(text[length - 1]) { length -= 1 }
    guard colons >= 2, dots >= 3 else { return 0 }
    let bytes = unsafe Span<UInt8>(
      _unsafeBytes: UnsafeRawBufferPointer(start: text, count: length))
    guard let address = try? IPv6Address(parsing: bytes) else { return 0 }
    bits = address.bits
    return length
  }

  // MARK: Neighbours

  /// Whether an address may begin here, judged by what is before it.
  @inline(__always)
  private static func mayBegin(
    _ text: UnsafeRawPointer, _ lineStart: UnsafeRawPointer, isV6: Bool
  ) -> Bool {
    guard unsafe text > lineStart else { return true }
    let before = unsafe text[-1]
    if isWord(before) { return false }
    if isV6, before == UInt8(ascii: ":") { return false }
    guard before == UInt8(ascii: "."), unsafe text - 1 > lineStart else { return true }
    return unsafe !isWord(text[-2])
  }

  /// Whether an address may end here, judged by what comes after it.
  @inline(__always)
  private static func mayEnd(_ text: UnsafeRawPointer, _ end: UnsafeRawPointer) -> Bool {
    guard unsafe text < end else { return true }
    let after = unsafe text[0]
    if isWord(after) { return false }
    guard after == UInt8(ascii: "."), unsafe text + 1 < end else { return true }
    return unsafe !isWord(text[1])
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  @inline(__always)
  private static func isHex(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 6
  }

  /// A letter of ASCII, a digit or an underscore. Other letters may touch an address: in Korean the
  /// particle follows it without a blank.
  @inline(__always)
  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_")
  }
}
