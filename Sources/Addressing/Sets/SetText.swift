/// Writes a set as text, a buffer at a time: as its fewest prefixes or as `a-b` ranges, one a line.
/// Each octet is one load from a table and one store.
@safe
public struct SetText: ~Copyable {
  public enum Form: Sendable {
    /// `10.0.0.0/8`, single addresses as `/32` and `/128`.
    case prefixes
    /// `10.0.0.0-10.255.255.255`, single addresses alone.
    case ranges
  }

  /// What `fill` needs at least: room for its longest line and the width of its stores.
  public static let leastSpace = 128

  let form: Form

  /// Each line in quotes, and a comma between two, as in a JSON array.
  let isQuoted: Bool

  /// The decimal digits of each octet, in the order of memory, and how many they are.
  private let octets: UnsafeMutablePointer<(digits: UInt32, count: Int)>

  public init(_ form: Form = .prefixes, isQuoted: Bool = false) {
    self.form = form
    self.isQuoted = isQuoted
    unsafe octets = .allocate(capacity: 256)
    for value in 0..<256 {
      var digits: UInt32 = 0
      let text = String(value).utf8
      for (index, digit) in text.enumerated() { digits |= UInt32(digit) << UInt32(8 * index) }
      unsafe (octets + value).initialize(to: (digits, text.count))
    }
  }

  deinit { unsafe octets.deallocate() }

  /// Where the writing of a set has come to.
  public struct Place<Address: InternetAddress>: Sendable {
    fileprivate(set) var index = 0
    /// What is left of the range at `index`; nil at its beginning.
    fileprivate var rest: Address?

    /// Lines written.
    public fileprivate(set) var lines = 0

    public init() {}
  }

  /// Writes lines into `space`, at least `leastSpace` bytes, until it is nearly full or the set is
  /// at its end. Answers the bytes written; 0 at the end.
  public borrowing func fill(
    _ space: UnsafeMutableRawBufferPointer, with set: borrowing AddressSet<IPv4Address>,
    from place: inout Place<IPv4Address>
  ) -> Int {
    unsafe write(set, into: space, from: &place)
  }

  /// The same for IPv6. Not generic, so that other modules get the code made for each family.
  public borrowing func fill(
    _ space: UnsafeMutableRawBufferPointer, with set: borrowing AddressSet<IPv6Address>,
    from place: inout Place<IPv6Address>
  ) -> Int {
    unsafe write(set, into: space, from: &place)
  }

  private borrowing func write<Address: BulkWritable>(
    _ set: borrowing AddressSet<Address>, into space: UnsafeMutableRawBufferPointer,
    from place: inout Place<Address>
  ) -> Int {
    let start = space.baseAddress!
    let end = unsafe start + (space.count - Self.leastSpace)
    var text = unsafe start
    while place.index < set.rangeCount, unsafe text <= end {
      let range = set[place.index]
      switch form {
      case .ranges:
        unsafe beginLine(place.lines, at: &text)
        unsafe write(range, at: &text)
        unsafe endLine(at: &text)
        place.lines &+= 1
        place.index &+= 1
      case .prefixes:
        unsafe writePrefixes(of: range, from: &place, at: &text, to: end)
      }
    }
    return unsafe text - start
  }

  @inline(__always)
  private borrowing func writePrefixes<Address: BulkWritable>(
    of range: AddressRange<Address>, from place: inout Place<Address>,
    at text: inout UnsafeMutableRawPointer, to end: UnsafeMutableRawPointer
  ) {
    var bits = (place.rest ?? range.first).bits
    let last = range.last.bits
    while unsafe text <= end {
      // The block grows while it stays aligned and inside; `room` is one less than the count.
      let room = last &- bits
      let (size, isWhole) = room.addingReportingOverflow(1)
      let fitting = isWhole ? Address.width : Address.width &- 1 &- size.leadingZeroBitCount
      let free = min(bits.trailingZeroBitCount, fitting)
      unsafe beginLine(place.lines, at: &text)
      unsafe Address.write(bits, at: &text, octets)
      unsafe put("/", at: &text)
      unsafe writeNumber(Address.width &- free, at: &text)
      unsafe endLine(at: &text)
      place.lines &+= 1
      let end = bits | ~Prefix<Address>.maskBits(Address.width &- free)
      if end == last {
        place.index &+= 1
        place.rest = nil
        return
      }
      bits = end &+ 1
    }
    place.rest = Address(bits: bits)
  }

  /// `a-b`; a single address alone.
  @inline(__always)
  private borrowing func write<Address: BulkWritable>(
    _ range: AddressRange<Address>, at text: inout UnsafeMutableRawPointer
  ) {
    unsafe Address.write(range.first.bits, at: &text, octets)
    if range.first != range.last {
      unsafe put("-", at: &text)
      unsafe Address.write(range.last.bits, at: &text, octets)
    }
  }

  @inline(__always)
  private borrowing func beginLine(_ before: Int, at text: inout UnsafeMutableRawPointer) {
    guard isQuoted else { return }
    if before > 0 { unsafe put(",", at: &text) }
    unsafe put("\"", at: &text)
  }

  @inline(__always)
  private borrowing func endLine(at text: inout UnsafeMutableRawPointer) {
    unsafe put(isQuoted ? "\"" : "\n", at: &text)
  }

  /// A number of up to 255.
  @inline(__always)
  private borrowing func writeNumber(_ value: Int, at text: inout UnsafeMutableRawPointer) {
    let number = unsafe octets[value]
    unsafe text.storeBytes(of: number.digits, as: UInt32.self)
    unsafe text += number.count
  }

  @inline(__always)
  private borrowing func put(_ byte: Unicode.Scalar, at text: inout UnsafeMutableRawPointer) {
    unsafe text.storeBytes(of: UInt8(ascii: byte), as: UInt8.self)
    unsafe text += 1
  }
}

/// An address that can be written by the million.
protocol BulkWritable: InternetAddress {
  /// Writes the canonical text and moves past it. Up to 16 bytes beyond the text may be touched.
  static func write(
    _ bits: Bits, at text: inout UnsafeMutableRawPointer,
    _ octets: UnsafePointer<(digits: UInt32, count: Int)>)
}

extension IPv4Address: BulkWritable {
  @inline(__always)
  static func write(
    _ bits: UInt32, at text: inout UnsafeMutableRawPointer,
    _ octets: UnsafePointer<(digits: UInt32, count: Int)>
  ) {
    let dot = UInt8(ascii: ".")
    for shift: UInt32 in [24, 16, 8] {
      let octet = unsafe octets[Int(bits &>> shift & 255)]
      unsafe text.storeBytes(of: octet.digits, as: UInt32.self)
      unsafe text += octet.count
      unsafe text.storeBytes(of: dot, as: UInt8.self)
      unsafe text += 1
    }
    let octet = unsafe octets[Int(bits & 255)]
    unsafe text.storeBytes(of: octet.digits, as: UInt32.self)
    unsafe text += octet.count
  }
}

extension IPv6Address: BulkWritable {
  /// RFC 5952 §4: lower case, no leading zeros, `::` for the longest run of zero groups.
  @inline(__always)
  static func write(
    _ bits: UInt128, at text: inout UnsafeMutableRawPointer,
    _ octets: UnsafePointer<(digits: UInt32, count: Int)>
  ) {
    let space = unsafe UnsafeMutableBufferPointer(
      start: text.assumingMemoryBound(to: UInt8.self), count: longestText)
    var span = unsafe OutputSpan(buffer: space, initializedCount: 0)
    IPv6Address(bits: bits).write(into: &span)
    let count = unsafe span.finalize(for: space)
    unsafe text += count
  }
}
