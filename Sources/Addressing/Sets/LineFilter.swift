/// Chooses the lines that hold an address of the patterns, as grep does, and writes them out.
///
/// One filter serves several threads: it does not change. Each thread has its own `Lane`.
public struct LineFilter: ~Copyable {
  public struct Options: Sendable {
    /// Choose the lines without a match.
    public var inverts = false
    /// Write the addresses found instead of their lines.
    public var onlyAddresses = false
    /// Write the pattern and a tab before each line.
    public var labels = false
    /// Take `a/length` in the text for the whole network, all of which has to match.
    public var wholeNetworks = false
    /// Write the number of the line and a colon before it.
    public var numbersLines = false
    /// Write nothing, only count.
    public var countsOnly = false
    /// End after this many lines.
    public var limit = Int.max
    /// Written before each line: the file's name and a colon.
    public var prefix: [UInt8] = []

    public init() {}
  }

  private let v4: PatternIndex<IPv4Address>
  private let v6: PatternIndex<IPv6Address>
  /// The patterns as they were typed, each with its tab.
  private let labels: [[UInt8]]
  private let finder = AddressFinder()

  /// Looks for the addresses of a set, without telling which part of it an address is in.
  public init(_ set: borrowing NetworkSet) {
    v4 = PatternIndex(set.v4)
    v6 = PatternIndex(set.v6)
    labels = [[UInt8(ascii: "\t")]]
  }

  /// Looks for the addresses of each range and tells the smallest that holds it, by its label.
  public init(_ patterns: [(range: IPRange, label: String)]) {
    var v4: [(range: AddressRange<IPv4Address>, number: Int)] = []
    var v6: [(range: AddressRange<IPv6Address>, number: Int)] = []
    for (number, pattern) in patterns.enumerated() {
      switch pattern.range {
      case .v4(let range): v4.append((range, number))
      case .v6(let range): v6.append((range, number))
      }
    }
    self.v4 = PatternIndex(v4)
    self.v6 = PatternIndex(v6)
    labels = patterns.map { Array($0.label.utf8) + [UInt8(ascii: "\t")] }
  }

  /// What one thread has found in its part of a text.
  @safe
  public struct Lane: ~Copyable {
    /// Lines read.
    public internal(set) var lines = 0
    /// Lines chosen.
    public internal(set) var chosen = 0
    /// The text to be written.
    public var output = ByteStore()

    public init() {}

    /// Begins a new file.
    public mutating func begin() {
      lines = 0
      chosen = 0
      output.removeAll()
    }
  }

  /// Where the first line begins that starts at or after `offset`; nil if none does.
  public static func lineStart(in bytes: RawSpan, from offset: Int) -> Int? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, offset > 0 else { return 0 }
      let end = unsafe start + buffer.count
      let newline = unsafe ByteSearch.newline(from: start + (offset - 1), to: end)
      return unsafe newline == end ? nil : newline + 1 - start
    }
  }

  /// Filters the whole lines in `bytes`, and with `isLast` the last line even without its newline.
  /// Answers how many bytes at the end are to be given again with what follows them.
  public borrowing func scan(
    _ bytes: RawSpan, isLast: Bool, _ options: Options, into lane: inout Lane
  ) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return 0 }
      let end = unsafe start + buffer.count
      var line = unsafe start
      let copiesRuns =
        !options.onlyAddresses && !options.labels && !options.numbersLines
        && !options.countsOnly && options.prefix.isEmpty
      var run = unsafe start
      while unsafe line < end, lane.chosen < options.limit {
        let found = unsafe find(from: line, to: end, options)
        let newline = unsafe ByteSearch.newline(from: found?.end ?? line, to: end)
        if unsafe newline == end, !isLast { break }
        let after = unsafe newline == end ? end : newline + 1
        lane.lines &+= 1
        let isChosen = unsafe (found != nil) != options.inverts
        if isChosen { lane.chosen &+= 1 }
        if copiesRuns {
          // Chosen lines that follow one another are copied as one.
          if !isChosen {
            unsafe lane.output.append(run, line)
            unsafe run = unsafe after
          }
        } else if isChosen {
          unsafe write(line, newline, found, options, into: &lane)
        }
        unsafe line = unsafe after
      }
      if copiesRuns, unsafe run < line {
        unsafe lane.output.append(run, line)
        if unsafe line[-1] != UInt8(ascii: "\n") { lane.output.append(UInt8(ascii: "\n")) }
      }
      return unsafe lane.chosen < options.limit ? end - line : 0
    }
  }

  /// A match in a line: its end and its pattern.
  @unsafe
  private struct Found {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    let pattern: Int
  }

  /// The first match from `text` on in its line.
  @inline(__always)
  private borrowing func find(
    from line: UnsafeRawPointer, to end: UnsafeRawPointer, _ options: Options
  ) -> Found? {
    var text = unsafe line
    if let match = unsafe finder.v4(atStartOf: line, to: end) {
      if let found = unsafe test(match, end, options) { return unsafe found }
      unsafe text = unsafe match.end
    }
    let newline = unsafe ByteSearch.newline(from: text, to: end)
    return unsafe find(from: text, to: newline, lineStart: line, options)
  }

  private borrowing func find(
    from start: UnsafeRawPointer, to end: UnsafeRawPointer, lineStart: UnsafeRawPointer,
    _ options: Options
  ) -> Found? {
    var text = unsafe start
    while let match = unsafe finder.next(from: text, to: end, lineStart: lineStart) {
      if let found = unsafe test(match, end, options) { return unsafe found }
      unsafe text = unsafe match.end
    }
    return nil
  }

  @inline(__always)
  private borrowing func test(
    _ match: AddressFinder.Match, _ end: UnsafeRawPointer, _ options: Options
  ) -> Found? {
    if options.wholeNetworks, unsafe match.end < end, unsafe match.end[0] == UInt8(ascii: "/") {
      return unsafe testNetwork(match, end)
    }
    guard let pattern = unsafe pattern(of: match.address) else { return nil }
    return unsafe Found(start: match.start, end: match.end, pattern: pattern)
  }

  @inline(__always)
  private borrowing func pattern(of address: IPAddress) -> Int? {
    switch address {
    case .v4(let address): return v4.pattern(of: address)
    case .v6(let address):
      if let found = v6.pattern(of: address) { return found }
      // A dual-stack server logs IPv4 peers as ::ffff:10.0.0.1 (RFC 4291 §2.5.5.2).
      guard address.isMapped else { return nil }
      return v4.pattern(of: IPv4Address(tailOf: address))
    }
  }

  private borrowing func testNetwork(
    _ match: AddressFinder.Match, _ end: UnsafeRawPointer
  ) -> Found? {
    var after = unsafe match.end + 1
    while unsafe after < end, unsafe after[0] &- 48 < 10 { unsafe after += 1 }
    let bytes = unsafe Span<UInt8>(
      _unsafeBytes: UnsafeRawBufferPointer(start: match.start, count: after - match.start))
    guard let prefix = try? IPPrefix(parsing: bytes) else { return nil }
    let pattern: Int?
    switch prefix {
    case .v4(let prefix): pattern = v4.pattern(ofAll: prefix.range)
    case .v6(let prefix): pattern = v6.pattern(ofAll: prefix.range)
    }
    guard let pattern else { return nil }
    return unsafe Found(start: match.start, end: after, pattern: pattern)
  }

  // MARK: Writing

  private borrowing func write(
    _ line: UnsafeRawPointer, _ newline: UnsafeRawPointer, _ first: Found?, _ options: Options,
    into lane: inout Lane
  ) {
    if options.countsOnly { return }
    guard options.onlyAddresses else {
      writeStart(unsafe first?.pattern, options, into: &lane)
      unsafe lane.output.append(line, newline)
      lane.output.append(UInt8(ascii: "\n"))
      return
    }
    var found = unsafe first
    while let match = unsafe found {
      writeStart(unsafe match.pattern, options, into: &lane)
      unsafe lane.output.append(match.start, match.end)
      lane.output.append(UInt8(ascii: "\n"))
      unsafe found = unsafe find(from: match.end, to: newline, lineStart: line, options)
    }
  }

  private borrowing func writeStart(
    _ pattern: Int?, _ options: Options, into lane: inout Lane
  ) {
    lane.output.append(options.prefix)
    if options.numbersLines {
      lane.output.append(Array(String(lane.lines).utf8) + [UInt8(ascii: ":")])
    }
    if options.labels, let pattern { lane.output.append(labels[pattern]) }
  }
}
