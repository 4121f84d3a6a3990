import TestSupport
import Testing

@testable import Addressing

/// Which addresses a line holds, and which lines are chosen.
@Suite("lines with addresses")
struct LineFilterTests {
  static let rows: [(text: String, found: [String], why: String)] = [
    ("10.0.0.1", ["10.0.0.1"], "alone"),
    ("10.0.0.1 x", ["10.0.0.1"], "at the start"),
    ("x 10.0.0.1", ["10.0.0.1"], "at the end"),
    ("see 10.0.0.1.", ["10.0.0.1"], "before a full stop"),
    ("(10.0.0.1)", ["10.0.0.1"], "in parentheses"),
    ("src=10.0.0.1,dst=10.0.0.2", ["10.0.0.1", "10.0.0.2"], "two of them"),
    ("10.0.0.1:80", ["10.0.0.1"], "before a port"),
    ("ip:10.0.0.1", ["10.0.0.1"], "after a colon"),
    ("face:10.0.0.1", ["10.0.0.1"], "after a word of hexadecimal digits"),
    ("10.0.0.0/8", ["10.0.0.0"], "before a slash"),
    ("10.0.0.1에서", ["10.0.0.1"], "before a Korean particle"),
    ("주소:10.0.0.1", ["10.0.0.1"], "after Korean"),
    ("10.0.0.1-10.0.0.5", ["10.0.0.1", "10.0.0.5"], "a range"),
    ("10.0.0.1.5", [], "five octets"),
    ("5.10.0.0.1", [], "five octets, from the other side"),
    ("010.0.0.1", [], "a leading zero"),
    ("10.0.0.01", [], "a leading zero at the end"),
    ("10.0.0.256", [], "above 255"),
    ("110.0.0.1000", [], "four digits"),
    ("a10.0.0.1", [], "a letter before"),
    ("10.0.0.1a", [], "a letter after"),
    ("10.0.0.1_", [], "an underscore after"),
    ("10.0.0.1.example.com", [], "part of a name"),
    ("1.0.0.10.in-addr.arpa", [], "a reverse name"),
    ("x.10.0.0.1", [], "a label before"),
    ("..10.0.0.1", ["10.0.0.1"], "dots that belong to nothing"),
    ("12:34:56 10.0.0.1", ["10.0.0.1"], "after a time"),
    ("2001:db8::1", ["2001:db8::1"], "IPv6 alone"),
    ("[2001:db8::1]:443", ["2001:db8::1"], "in brackets with a port"),
    ("fe80::1%eth0", ["fe80::1"], "before a zone"),
    ("::1", ["::1"], "from the elision on"),
    ("x ::", ["::"], "the unspecified address"),
    ("2001:db8::/32", ["2001:db8::"], "before a slash"),
    ("at 2001:db8::1.", ["2001:db8::1"], "before a full stop"),
    ("::ffff:10.0.0.1", ["::ffff:10.0.0.1"], "with a dotted tail"),
    ("64:ff9b::10.0.0.1:80", ["64:ff9b::a00:1"], "a dotted tail before a port"),
    ("1:2:3:4:5:6:7:8", ["1:2:3:4:5:6:7:8"], "eight groups"),
    ("1:2:3:4:5:6:7:8:9", [], "nine groups"),
    ("1::2::3", [], "two elisions"),
    ("12345::1", [], "five digits"),
    ("g2001:db8::1", [], "a letter before IPv6"),
    ("std::vector", [], "a name of C++"),
    ("12:34:56", [], "a time"),
    ("00:1a:2b:3c:4d:5e", [], "a MAC address"),
    ("", [], "nothing"),
  ]

  @Test("addresses are found where they stand for themselves", arguments: rows)
  func finding(text: String, found: [String], why: String) {
    let finder = AddressFinder()
    // Short texts come from a copy; with room behind them they are read where they are.
    for tail in ["", "\n" + String(repeating: " ", count: 80)] {
      let bytes = Array((text + tail).utf8)
      var addresses: [String] = []
      bytes.withUnsafeBytes { buffer in
        guard let start = UnsafeRawPointer(buffer.baseAddress) else { return }
        var at = start
        while let match = finder.next(from: at, to: start + buffer.count, lineStart: start) {
          addresses.append("\(match.address)")
          at = match.end
        }
      }
      #expect(addresses == found, "\(why)")
    }
  }

  /// The output of a filter, with the text in pieces of the given size.
  private static func filtered(
    _ text: String, _ filter: borrowing LineFilter, _ options: LineFilter.Options,
    pieces: Int = .max
  ) -> String {
    var lane = LineFilter.Lane()
    var held: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      held += rest.prefix(pieces)
      rest = rest.dropFirst(pieces)
      let left = filter.scan(held.span.bytes, isLast: false, options, into: &lane)
      held.removeFirst(held.count - left)
    }
    _ = filter.scan(held.span.bytes, isLast: true, options, into: &lane)
    return lane.output.withBytes { bytes in
      String(
        decoding: bytes.byteOffsets.map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) },
        as: UTF8.self)
    }
  }

  private static let log = """
    10.0.0.1 a
    b 192.0.2.1
    none
    c 10.1.2.3 10.0.0.2
    d ::ffff:10.0.0.9
    e 2001:db8::5
    """

  @Test("lines are chosen, inverted, numbered and labelled")
  func choosing() {
    let filter = LineFilter(NetworkSet("10.0.0.0/8 2001:db8::/32"))
    var options = LineFilter.Options()
    let chosen = "10.0.0.1 a\nc 10.1.2.3 10.0.0.2\nd ::ffff:10.0.0.9\ne 2001:db8::5\n"
    for size in [1, 7, 64, 1000] {
      holds(Self.filtered(Self.log, filter, options, pieces: size) == chosen)
    }
    options.inverts = true
    holds(Self.filtered(Self.log, filter, options) == "b 192.0.2.1\nnone\n")
    options.inverts = false
    options.numbersLines = true
    options.prefix = Array("f:".utf8)
    options.limit = 2
    holds(
      Self.filtered(Self.log, filter, options) == "f:1:10.0.0.1 a\nf:4:c 10.1.2.3 10.0.0.2\n")
  }

  @Test("the label is the smallest pattern that matches")
  func labels() throws {
    let patterns = try ["10.0.0.0/8", "10.0.0.0/30", "10.0.0.2-10.0.0.9"].map { text in
      (range: try #require(try NetworkOperand(text).range), label: text)
    }
    var options = LineFilter.Options()
    options.labels = true
    options.onlyAddresses = true
    let found = Self.filtered(Self.log, LineFilter(patterns), options)
    #expect(
      found == """
        10.0.0.0/30\t10.0.0.1
        10.0.0.0/8\t10.1.2.3
        10.0.0.0/30\t10.0.0.2
        10.0.0.2-10.0.0.9\t::ffff:10.0.0.9

        """)
  }

  @Test("a whole network has to be inside the patterns")
  func wholeNetworks() {
    let filter = LineFilter(NetworkSet("10.0.0.0/9 10.128.0.0/9"))
    var options = LineFilter.Options()
    let text = "10.0.0.0/8\n10.0.0.0/7\n10.1.0.0/16\n10.0.0.1\n10.0.0.0/33\n"
    holds(Self.filtered(text, filter, options) == text)
    options.wholeNetworks = true
    holds(Self.filtered(text, filter, options) == "10.0.0.0/8\n10.1.0.0/16\n10.0.0.1\n")
  }

  @Test("an index finds the smallest range as trying all of them does")
  func index() {
    var sets = SetGenerator("pattern index")
    for _ in 0..<max(SeededRandom.inputs / 50, 1) {
      let text = sets.list(.v4, count: 30)
      let entries = EntryScanner.reading(
        Array(text.utf8), options: EntryOptions(keepsOrder: true)
      ).entries
      var patterns: [(range: AddressRange<IPv4Address>, number: Int)] = []
      for (number, entry) in entries.enumerated() {
        if case .v4(let range) = entry { patterns.append((range, number)) }
      }
      let index = PatternIndex(patterns)
      for _ in 0..<50 {
        let near =
          patterns.isEmpty ? 0 : patterns[sets.random.below(patterns.count)].range.first.bits
        let address = IPv4Address(
          bits: near &+ UInt32(sets.random.below(601)) &- 300)
        let smallest = patterns.filter { $0.range.contains(address) }
          .min {
            ($0.range.last.bits - $0.range.first.bits, $0.number) < (
              $1.range.last.bits - $1.range.first.bits, $1.number
            )
          }
        holds(index.pattern(of: address) == smallest?.number, note(text))
      }
    }
  }

  @Test("random bytes are searched without harm, and every address in them is one")
  func fuzz() {
    var texts = TextGenerator("addresses in lines")
    let finder = AddressFinder()
    for _ in 0..<SeededRandom.inputs {
      let text = texts.mutated(texts.address()) + texts.mutated(" \(texts.network()) ")
      // An allocation of exactly this size, so that a sanitizer sees a read beyond it.
      let bytes = Array(text.utf8)
      bytes.withUnsafeBytes { buffer in
        guard let start = UnsafeRawPointer(buffer.baseAddress) else { return }
        var at = start
        while let match = finder.next(from: at, to: start + buffer.count, lineStart: start) {
          let place = match.start - start..<match.end - start
          let word = String(decoding: bytes[place], as: UTF8.self)
          holds((try? IPAddress(word)) == match.address, note(text))
          at = match.end
        }
      }
    }
  }
}
