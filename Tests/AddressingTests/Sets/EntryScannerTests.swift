import TestSupport
import Testing

@testable import Addressing

/// What a line of a list means, and what it is to be refused for.
@Suite("lists of networks")
struct EntryScannerTests {
  struct Row: CustomStringConvertible, Sendable {
    let text: String
    let entries: [String]
    let faults: Int
    let why: String
    var description: String { "\(why): \(text.debugDescription)" }

    init(_ text: String, _ entries: [String], faults: Int = 0, _ why: String) {
      self.text = text
      self.entries = entries
      self.faults = faults
      self.why = why
    }
  }

  static let rows = [
    Row("", [], "an empty file"),
    Row("\n\n", [], "empty lines"),
    Row("10.0.0.1", ["10.0.0.1"], "no newline at the end"),
    Row("10.0.0.0/8\n", ["10.0.0.0-10.255.255.255"], "a network"),
    Row("10.0.0.7/8\n", ["10.0.0.0-10.255.255.255"], "host bits are dropped"),
    Row("0.0.0.0/0\n", ["0.0.0.0-255.255.255.255"], "all of IPv4"),
    Row("::/0\n", ["::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], "all of IPv6"),
    Row("10.0.0.0/255.255.0.0\n", ["10.0.0.0-10.0.255.255"], "a netmask"),
    Row("10.0.0.0/0.0.0.255\n", ["10.0.0.0-10.0.0.255"], "a wildcard"),
    Row("10.0.0.0/0.0.0.0\n", [], faults: 1, "netmask /0 or wildcard /32"),
    Row("10.0.0.5-10.0.0.9\n", ["10.0.0.5-10.0.0.9"], "a range"),
    Row("10.0.0.5 - 10.0.0.9\n", ["10.0.0.5-10.0.0.9"], "a range with blanks"),
    Row("10.0.0.9-10.0.0.5\n", [], faults: 1, "a reversed range"),
    Row("10.0.0.1-::1\n", [], faults: 1, "a range across families"),
    Row("10.0.0.1 10.0.0.2\n", ["10.0.0.1", "10.0.0.2"], "two a line"),
    Row("10.0.0.1,10.0.0.2\n", ["10.0.0.1", "10.0.0.2"], "with a comma"),
    Row("10.0.0.1 # office\n", ["10.0.0.1"], "a comment"),
    Row("10.0.0.0/24 ; SBL123\n", ["10.0.0.0-10.0.0.255"], "a comment as Spamhaus writes it"),
    Row("10.0.0.1;x\n", ["10.0.0.1"], "a comment without a blank"),
    Row("# 10.0.0.1\n", [], "only a comment"),
    Row("10.0.0.1\r\n10.0.0.2\r\n", ["10.0.0.1", "10.0.0.2"], "CRLF"),
    Row("\t10.0.0.1  \n", ["10.0.0.1"], "blanks around"),
    Row("\u{FEFF}10.0.0.1\n", ["10.0.0.1"], "a byte order mark"),
    Row("10.0.0.1\n\u{FEFF}10.0.0.2\n", ["10.0.0.1"], faults: 1, "the mark elsewhere"),
    Row("[2001:db8::1]/64\n", ["2001:db8::-2001:db8::ffff:ffff:ffff:ffff"], "brackets"),
    Row("::ffff:1.2.3.4\n", ["::ffff:1.2.3.4"], "a dotted tail"),
    Row("1:2:3:4:5:6:7::\n", ["1:2:3:4:5:6:7:0"], "an elision for one group"),
    Row("::2:3:4:5:6:7:8\n", ["0:2:3:4:5:6:7:8"], "the same at the front"),
    Row("2001:DB8::A\n", ["2001:db8::a"], "upper case"),
    Row("010.0.0.1\n", [], faults: 1, "a leading zero: octal elsewhere"),
    Row("192.168.010.1\n", [], faults: 1, "the same in the middle"),
    Row("10.08.0.1\n", [], faults: 1, "no octal number either"),
    Row("1.2.3\n", [], faults: 1, "three octets"),
    Row("1.2.3.4.5\n", [], faults: 1, "five octets"),
    Row("1..2.3\n", [], faults: 1, "an empty octet"),
    Row("1.2.3.\n", [], faults: 1, "an empty octet at the end"),
    Row(".1.2.3\n", [], faults: 1, "an empty octet at the start"),
    Row("256.0.0.1\n", [], faults: 1, "an octet above 255"),
    Row("1.2.3.300\n", [], faults: 1, "an octet that wraps to 44"),
    Row("1.2.3.999\n", [], faults: 1, "an octet that wraps to 231"),
    Row("1.2.3.1000\n", [], faults: 1, "an octet of four digits"),
    Row("12345.1.1.1\n", [], faults: 1, "an octet of five digits"),
    Row("2130706433\n", [], faults: 1, "a bare number"),
    Row("0x7f.0.0.1\n", [], faults: 1, "hexadecimal"),
    Row("10/8\n", [], faults: 1, "missing octets"),
    Row("10.0.0.0/\n", [], faults: 1, "no length"),
    Row("10.0.0.0/33\n", [], faults: 1, "a length above 32"),
    Row("10.0.0.0/08\n", [], faults: 1, "a leading zero in the length"),
    Row("10.0.0.0/8/9\n", [], faults: 1, "two lengths"),
    Row("10.0.0.0/+8\n", [], faults: 1, "a sign"),
    Row("10.0.0.0/4294967304\n", [], faults: 1, "a length that wraps to 8"),
    Row("10.0.0.0/255.0.255.0\n", [], faults: 1, "a netmask with a hole"),
    Row("/8\n", [], faults: 1, "no address"),
    Row("2001:db8::/129\n", [], faults: 1, "a length above 128"),
    Row("2001:db8::/064\n", [], faults: 1, "a leading zero in a length of IPv6"),
    Row("1::2::3\n", [], faults: 1, "two elisions"),
    Row(":1::2\n", [], faults: 1, "a colon at the start"),
    Row("1:2:\n", [], faults: 1, "a colon at the end"),
    Row("1:2:3:4:5:6:7:8:\n", [], faults: 1, "a colon after eight groups"),
    Row("1:2:3:4:5:6:7:8:9\n", [], faults: 1, "nine groups"),
    Row("1:2:3:4:5:6:7:8::\n", [], faults: 1, "an elision for nothing"),
    Row("1:::2\n", [], faults: 1, "three colons"),
    Row("12345::\n", [], faults: 1, "a group of five digits"),
    Row("fe80::1%eth0\n", [], faults: 1, "a zone means nothing in a set"),
    Row("１.2.3.4\n", [], faults: 1, "a full-width digit"),
    Row("junk\n", [], faults: 1, "a word, never looked up"),
    Row("10.0.0.1\njunk 10.0.0.2\n", ["10.0.0.1", "10.0.0.2"], faults: 1, "good ones go on"),
    Row("10.0.0.1\0\n", [], faults: 1, "a zero byte"),
  ]

  @Test("each form is read or refused", arguments: rows)
  func form(row: Row) {
    let expected = row.entries.map { try? IPRange($0) }
    // Alone, in the middle of plain lines, where the fast way reads them, and cut anywhere.
    let plain = String(repeating: "9.9.9.9\n", count: 40)
    let options = EntryOptions(keepsOrder: true)
    let alone = EntryScanner.reading(Array(row.text.utf8), options: options)
    holds(alone.entries == expected)
    holds(alone.tally.faults == row.faults)
    if !row.text.hasPrefix("\u{FEFF}"), row.text.hasSuffix("\n") {
      let among = EntryScanner.reading(
        Array((plain + row.text + plain).utf8), options: options)
      holds(among.entries.filter { "\($0)" != "9.9.9.9-9.9.9.9" } == expected)
      holds(among.tally.faults == row.faults)
      holds(among.tally.lines == 80 + row.text.utf8.count { $0 == 10 })
    }
    for size in 1...max(row.text.utf8.count, 1) {
      let cut = EntryScanner.reading(
        Array(row.text.utf8), options: options, pieces: { size })
      holds(cut.entries == expected)
      holds(cut.tally.faults == row.faults)
    }
  }

  @Test("a fault has its line and its column")
  func place() throws {
    let text = "10.0.0.1\n# x\n  10.0.0.2 10.0.0.300/8\n"
    let scanner = EntryScanner.reading(Array(text.utf8))
    let faults = scanner.badEntries
    let bad = try #require(faults.first)
    #expect(bad.line == 3)
    #expect(bad.column == 19)
    #expect(bad.error.input == "10.0.0.300/8")
    #expect(bad.error.reason == .octetAbove255)
  }

  @Test(
    "a fault in a range with blanks around its dash has its own column",
    arguments: [
      ("10.0.0.1   -   10.0.0.999\n", 23, "in its end"),
      ("x, 10.0.0.999 - 10.0.0.1\n", 11, "in its beginning"),
      ("10.0.0.5 - 10.0.0.1\n", 1, "in the whole"),
      ("10.0.0.1-10.0.0.999\n", 17, "without blanks"),
    ])
  func placeInRange(line: String, column: Int, reason: String) throws {
    let scanner = EntryScanner.reading(Array(line.utf8))
    #expect(scanner.badEntries.last?.column == column, "\(reason)")
  }

  @Test("figures count lines, entries and dropped host bits")
  func figures() {
    let scanner = EntryScanner.reading(Array("10.0.0.1/8\n10.0.0.0/8 ::1/64\n\nx".utf8))
    holds(scanner.tally.lines == 4)
    holds(scanner.tally.entries == 3)
    holds(scanner.tally.hostBits == 2)
    holds(scanner.tally.faults == 1)
  }

  @Test("strict reading stops at the first fault and refuses host bits")
  func strict() {
    let options = EntryOptions(rules: .refuseHostBits, stopsAtFault: true)
    let text = String(repeating: "10.0.0.0/8\n", count: 20) + "11.0.0.1/8\n12.0.0.0/8\n"
    let scanner = EntryScanner.reading(Array(text.utf8), options: options)
    holds(scanner.hasStopped)
    holds(scanner.tally.entries == 20)
    holds(scanner.badEntries.map(\.line) == [21])
  }

  @Test("faults beyond the first thousand are counted, not kept")
  func manyFaults() {
    let scanner = EntryScanner.reading(Array(String(repeating: "x\n", count: 2500).utf8))
    holds(scanner.tally.faults == 2500)
    holds(scanner.badEntries.count == EntryScanner.keptFaults)
  }

  @Test("loose and short readings are asked for")
  func loose() {
    let loose = EntryScanner.reading(
      Array("010.0.0.1 127.1\n".utf8), options: EntryOptions(rules: .loose, keepsOrder: true))
    holds(loose.entries.map { "\($0.first)" } == ["8.0.0.1", "127.0.0.1"])
    let short = EntryScanner.reading(
      Array("10/8\n".utf8), options: EntryOptions(rules: .short, keepsOrder: true))
    holds(short.entries.map { "\($0)" } == ["10.0.0.0-10.255.255.255"])
  }

  @Test("random lists are read as a plain reader reads them, however they are cut")
  func agreement() {
    var texts = TextGenerator("lists in pieces")
    for _ in 0..<max(SeededRandom.inputs / 20, 1) {
      var list = ""
      for _ in 0..<texts.random.below(41) {
        list += Self.line(&texts)
      }
      let expected = ReferenceList(list)
      var sizes = texts.random
      let scanner = EntryScanner.reading(
        Array(list.utf8), options: EntryOptions(keepsOrder: true),
        pieces: { 1 + sizes.below(200) })
      holds(scanner.entries == expected.entries, note(list))
      holds(scanner.tally.faults == expected.faults, note(list))
      let joined = EntryScanner.reading(Array(list.utf8))
      let set = NetworkSet(merging: joined, EntryScanner())
      let apart = NetworkSet(merging: scanner, EntryScanner())
      holds(set.isEqual(to: apart), note(list))
    }
  }

  /// Mostly plain lines, which take the fast way, with the rest of the grammar among them.
  private static func line(_ texts: inout TextGenerator) -> String {
    switch texts.random.below(16) {
    case 0: return "\(texts.network()) \(texts.network())\n"
    case 1: return "\(texts.ipv4())-\(texts.ipv4())\n"
    case 2: return "\(texts.network()) # \(texts.ipv4())\r\n"
    case 3: return "\(texts.mutated(texts.network()))\n"
    case 4: return "\(texts.mutated(texts.ipv4()))\n"
    case 5: return "\(texts.ipv6()) - \(texts.ipv6()), \(texts.ipv4())\n"
    case 6: return "\(texts.network())\r\n"
    default: return "\(texts.network())\n"
    }
  }
}

/// A list read line by line and word by word, by the parser that the tests keep for comparison.
private struct ReferenceList {
  var entries: [IPRange] = []
  var faults = 0

  init(_ text: String) {
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines {
      let plain = line.prefix { $0 != "#" && $0 != ";" }
      let words = plain.split { " ,\t\r\u{0B}\u{0C}".unicodeScalars.contains($0) }.map {
        String($0)
      }
      var index = 0
      while index < words.count {
        var word = words[index]
        if index + 2 < words.count, words[index + 1] == "-" {
          word += "-" + words[index + 2]
          index += 2
        }
        index += 1
        if let entry = Self.entry(word) { entries.append(entry) } else { faults += 1 }
      }
    }
  }

  private static func entry(_ word: String) -> IPRange? {
    if word.contains("-") {
      let ends = word.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      guard let first = address(String(ends[0])), let last = address(String(ends[1])) else {
        return nil
      }
      return IPRange(first: first, last: last)
    }
    let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard var text = parts.first.map({ String($0) }) else { return nil }
    let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
    if isBracketed { text = String(text.dropFirst().dropLast()) }
    guard let address = address(text) else { return nil }
    if isBracketed, address.family == 4 { return nil }
    guard parts.count == 2 else { return IPRange(address) }
    guard let length = length(String(parts[1]), width: address.width) else { return nil }
    return IPPrefix(containing: address, length: length).range
  }

  private static func address(_ text: String) -> IPAddress? {
    if let bits = ReferenceParser.ipv4(text) { return .v4(IPv4Address(bits: bits)) }
    var text = text
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    return ReferenceParser.ipv6(text).map { .v6(IPv6Address(bits: $0)) }
  }

  private static func length(_ text: String, width: Int) -> Int? {
    if width == 32, let quad = ReferenceParser.ipv4(text) {
      if quad == 0 { return nil }
      let binary = String(repeating: "0", count: quad.leadingZeroBitCount) + String(quad, radix: 2)
      if !binary.contains("01") { return binary.count { $0 == "1" } }
      if !binary.contains("10") { return binary.count { $0 == "0" } }
      return nil
    }
    guard text.allSatisfy({ "0123456789".contains($0) }), let length = Int(text) else { return nil }
    return length <= width && "\(length)" == text ? length : nil
  }
}
