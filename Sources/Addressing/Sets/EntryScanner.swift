/// Reads lists of networks: addresses, CIDR, address/mask and a-b ranges of both families, one or
/// many a line, with comments after `#` or `;`.
///
/// It is fed pieces of a file, answers how many bytes at the end it has not read, and gets those
/// again in front of the next piece. Plain entries alone on their line take the fast way; whatever
/// else a line holds is cut into words and read by the same strict parsers as an operand.
public struct EntryScanner: ~Copyable {
  /// What has been read.
  public var v4: RangeStore<IPv4Address>
  public var v6: RangeStore<IPv6Address>

  /// With `keepsOrder`: how many IPv4 entries stand before each IPv6 entry.
  private var v4Before: [Int] = []

  /// Figures of the file at hand.
  public private(set) var tally = EntryTally()

  /// The first faults of the file at hand, in order.
  public private(set) var badEntries: [BadEntry] = []

  /// With `stopsAtFault`, whether there was one.
  public private(set) var hasStopped = false

  /// How many faults are kept word for word; the others are only counted.
  public static let keptFaults = 1000

  let options: EntryOptions

  /// Whether a byte order mark may come now.
  private var mayHaveMark = true
  private let quads = QuadTable()

  public init(options: EntryOptions = EntryOptions(), on workbench: Workbench = .plain) {
    self.options = options
    v4 = RangeStore(on: workbench)
    v6 = RangeStore(on: workbench)
  }

  /// Forgets figures and faults, not the ranges: a new file begins, or a later piece of one.
  public mutating func begin(atStart: Bool = true) {
    tally = EntryTally()
    badEntries = []
    hasStopped = false
    mayHaveMark = atStart
  }

  /// Adds a range from elsewhere, such as an operand; it counts in no file's figures.
  public mutating func add(_ range: IPRange) {
    switch range {
    case .v4(let range): v4.append(range)
    case .v6(let range):
      if options.keepsOrder { v4Before.append(v4.count) }
      v6.append(range)
    }
  }

  /// With `keepsOrder`: every entry in the order in which it was read.
  public func forEachInOrder(_ body: (IPRange) -> Void) {
    var next = 0
    for index in 0..<v6.count {
      while next < v4Before[index] {
        body(.v4(v4[next]))
        next += 1
      }
      body(.v6(v6[index]))
    }
    while next < v4.count {
      body(.v4(v4[next]))
      next += 1
    }
  }

  /// Makes room for what `count` more bytes will bring if they are like the `soFar` bytes read.
  public mutating func foresee(_ count: Int, after soFar: Int) {
    guard soFar > 0 else { return }
    // A tenth more, so that an estimate somewhat low does not double the store.
    let growth = 1.1 * Double(count) / Double(soFar)
    v4.reserve(total: v4.count + Int(Double(v4.count) * growth))
    v6.reserve(total: v6.count + Int(Double(v6.count) * growth))
  }

  /// Reads whole lines, and with `isLast` the last line even without its newline. Answers how many
  /// bytes at the end are to be given again with what follows them.
  public mutating func scan(_ bytes: RawSpan, isLast: Bool) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, !hasStopped else { return 0 }
      let end = unsafe start + buffer.count
      var text = unsafe start
      if mayHaveMark, unsafe Self.hasByteOrderMark(buffer) { unsafe text += 3 }
      while unsafe text < end, !hasStopped {
        unsafe text = unsafe scanPlain(from: text, to: end)
        guard unsafe text < end, !hasStopped else { break }
        let newline = unsafe ByteSearch.newline(from: text, to: end)
        if unsafe newline == end, !isLast { break }
        unsafe scanLine(UnsafeRawBufferPointer(start: text, count: newline - text))
        unsafe text = unsafe newline == end ? end : newline + 1
      }
      if tally.lines > 0 { mayHaveMark = false }
      return unsafe hasStopped ? 0 : end - text
    }
  }

  private static func hasByteOrderMark(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  // MARK: The fast way

  /// Reads lines that hold one plain entry and nothing else, until one that does not or until the
  /// end is too near for wide loads. Answers where the first unread line begins.
  private mutating func scanPlain(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var text = unsafe start
    while unsafe end - text >= Self.reach {
      let before = unsafe text
      unsafe text = unsafe scanPlainV4(from: text, to: end)
      guard unsafe end - text >= Self.reach else { break }
      unsafe text = unsafe scanPlainV6(from: text, to: end)
      if unsafe text == before { break }
    }
    return unsafe text
  }

  /// The longest address, `/128`, CR and LF, and a load across their end.
  private static var reach: Int { HextetText.reach + 16 }

  private mutating func scanPlainV4(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    // The shortest line is `0.0.0.0` and LF.
    unsafe v4.reserve((end - start) / 8 + 1)
    var text = unsafe start
    let safeEnd = unsafe end - Self.reach
    let coalesces = !options.keepsOrder
    let refusesHostBits = options.rules.contains(.refuseHostBits)
    var lines = 0
    var hostBits = 0
    let base = unsafe UnsafeMutableRawPointer(v4.base).assumingMemoryBound(to: UInt32.self)
    var next = unsafe base + 2 * v4.count
    var profile = v4.profile
    // Nothing can begin at the last address and touch the first.
    var previous = unsafe v4.count > 0 ? (next[-2], next[-1]) : (UInt32.max, 0)
    while unsafe text <= safeEnd {
      var bits: UInt32 = 0
      let length = unsafe quads.read(text, into: &bits)
      guard length > 0 else { break }
      var after = unsafe text + length
      guard let width = unsafe Self.plainEnd(&after, widest: 32) else { break }
      let mask = UInt32(truncatingIfNeeded: 0xFFFF_FFFF_0000_0000 as UInt64 &>> UInt64(width))
      let first = bits & mask
      let last = bits | ~mask
      if first != bits {
        if refusesHostBits { break }
        hostBits &+= 1
      }
      unsafe text = unsafe after
      lines &+= 1
      // Sorted and clustered lists shrink here, before they cost memory or a sort.
      if coalesces, first >= previous.0, UInt64(first) <= UInt64(previous.1) &+ 1 {
        if last > previous.1 {
          previous.1 = last
          unsafe next[-1] = last
        }
        continue
      }
      if first < previous.0, lines + v4.count > 1 { profile.isAscending = false }
      profile.any |= first
      profile.all &= first
      previous = (first, last)
      unsafe next[0] = first
      unsafe next[1] = last
      unsafe next += 2
    }
    unsafe v4.count = (next - base) / 2
    v4.profile = profile
    tally.lines += lines
    tally.entries += lines
    tally.hostBits += hostBits
    return unsafe text
  }

  private mutating func scanPlainV6(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> UnsafeRawPointer {
    var text = unsafe start
    let safeEnd = unsafe end - Self.reach
    let refusesHostBits = options.rules.contains(.refuseHostBits)
    while unsafe text <= safeEnd {
      var bits: UInt128 = 0
      let length = unsafe HextetText.read(text, into: &bits)
      guard length > 0 else { break }
      var after = unsafe text + length
      guard let width = unsafe Self.plainEnd(&after, widest: 128) else { break }
      let range = IPv6Prefix(containing: IPv6Address(bits: bits), length: width).range
      if range.first.bits != bits {
        if refusesHostBits { break }
        tally.hostBits &+= 1
      }
      unsafe text = unsafe after
      tally.lines &+= 1
      tally.entries &+= 1
      if options.keepsOrder { v4Before.append(v4.count) }
      v6.append(range)
    }
    return unsafe text
  }

  /// Reads what may follow a plain address: `/length`, then the end of the line. Moves past it and
  /// answers the length, or nil if anything else is there.
  @inline(__always)
  private static func plainEnd(_ text: inout UnsafeRawPointer, widest: Int) -> Int? {
    var width = widest
    var byte = unsafe text[0]
    if byte == UInt8(ascii: "/") {
      let first = unsafe Int(text[1]) &- 48
      let second = unsafe Int(text[2]) &- 48
      if UInt(bitPattern: second) > 9 {
        guard UInt(bitPattern: first) <= 9 else { return nil }
        width = first
        unsafe text += 2
      } else {
        // A leading zero is no digit here.
        guard first >= 1, first <= 9 else { return nil }
        width = first &* 10 &+ second
        unsafe text += 3
        if widest == 128 {
          let third = unsafe Int(text[0]) &- 48
          if UInt(bitPattern: third) <= 9 {
            width = width &* 10 &+ third
            unsafe text += 1
          }
        }
      }
      guard width <= widest else { return nil }
      byte = unsafe text[0]
    }
    if byte == UInt8(ascii: "\r") {
      unsafe text += 1
      byte = unsafe text[0]
    }
    guard byte == UInt8(ascii: "\n") else { return nil }
    unsafe text += 1
    return width
  }

  // MARK: Any line

  private mutating func scanLine(_ line: UnsafeRawBufferPointer) {
    tally.lines += 1
    var words = unsafe EntryWords(line)
    while !hasStopped, let word = words.next() {
      if let end = word.rangeEnd {
        let joined = unsafe line[word.place] + [UInt8(ascii: "-")] + line[end]
        scanWord(joined.span) { offset in
          // The blanks around the dash are in the line, not in the text that is read.
          let behindDash = offset - word.place.count - 1
          return behindDash < 0 ? word.place.lowerBound + offset : end.lowerBound + behindDash
        }
      } else {
        let text = unsafe UnsafeRawBufferPointer(rebasing: line[word.place])
        scanWord(unsafe Span(_unsafeBytes: text)) { word.place.lowerBound + $0 }
      }
    }
  }

  /// Reads one entry; `place` tells where in the line a byte of its text stands, both from 0.
  private mutating func scanWord(_ text: Span<UInt8>, at place: (Int) -> Int) {
    do throws(AddressFault) {
      let entry = try Entry(parsing: text, rules: options.rules)
      tally.entries += 1
      if entry.hasHostBits { tally.hostBits += 1 }
      add(entry.range)
    } catch {
      tally.faults += 1
      hasStopped = options.stopsAtFault
      guard badEntries.count < Self.keptFaults else { return }
      badEntries.append(
        BadEntry(
          line: tally.lines, column: place(error.offset) + 1, text: text, fault: error))
    }
  }
}
