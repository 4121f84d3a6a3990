import TestSupport
import Testing

@testable import Addressing

/// The laws of sets, on random ones and at the ends of the families.
@Suite("set algebra")
struct SetAlgebraTests {
  @Test("as many prefixes are counted as a range is made of")
  func prefixCount() {
    for first in UInt32(0)...40 {
      for last in first...40 {
        let low = AddressRange(first: IPv4Address(bits: first), last: IPv4Address(bits: last))
        let high = AddressRange(first: IPv4Address(bits: ~last), last: IPv4Address(bits: ~first))
        holds(low.prefixCount == Array(low.prefixes).count)
        holds(high.prefixCount == Array(high.prefixes).count)
      }
    }
    let ends = [0, 1, .max - 1, .max].map { IPv6Address(bits: $0) }
    for first in ends {
      for last in ends where first <= last {
        let range = AddressRange(first: first, last: last)
        holds(range.prefixCount == Array(range.prefixes).count)
      }
    }
  }

  @Test("the laws hold for random sets")
  func laws() {
    var sets = SetGenerator("laws of sets")
    for _ in 0..<max(SeededRandom.inputs / 10, 1) {
      let (textA, textB) = (sets.list(.mixed, count: 24), sets.list(.mixed, count: 24))
      let a = NetworkSet(textA)
      let b = NetworkSet(textB)
      func lists() -> Comment { note("A:\n\(textA)B:\n\(textB)") }
      let common = a.intersection(b)
      let onlyA = a.subtracting(b)
      holds(onlyA.union(common).isEqual(to: a), lists())
      holds(onlyA.intersection(b).isEmpty, lists())
      holds(a.complement().complement().isEqual(to: a), lists())
      holds(a.intersection(a.complement()).isEmpty, lists())
      holds(a.union(b).isEqual(to: b.union(a)), lists())
      holds(common.isEqual(to: b.intersection(a)), lists())
      holds(
        a.symmetricDifference(b).isEqual(to: a.union(b).subtracting(common)), lists())
      holds(
        a.union(b).complement().isEqual(to: a.complement().intersection(b.complement())), lists())
      holds(onlyA.count + common.count == a.count, lists())
      let lines = a.text().utf8.count { $0 == UInt8(ascii: "\n") }
      holds(a.prefixCount == lines, lists())
    }
  }

  @Test("merging again changes nothing, and order does not matter")
  func merging() {
    var sets = SetGenerator("merging")
    for _ in 0..<max(SeededRandom.inputs / 20, 1) {
      let text = sets.list(.mixed, count: 60)
      let merged = NetworkSet(text).text()
      holds(NetworkSet(merged).text() == merged, note(text))
      let lines = text.split(separator: "\n").shuffled(using: &sets.random)
      let shuffled = lines.joined(separator: "\n")
      holds(NetworkSet(shuffled).text() == merged, note(text))
      holds(NetworkSet(NetworkSet(text).text(.ranges)).text() == merged, note(text))
      holds(NetworkSet(text).text(space: SetText.leastSpace) == merged, note(text))
    }
  }

  @Test("two scanners merge to what one would")
  func twoScanners() {
    var sets = SetGenerator("two scanners")
    for _ in 0..<max(SeededRandom.inputs / 50, 1) {
      let (one, other) = (sets.list(.mixed, count: 300), sets.list(.mixed, count: 300))
      let together = NetworkSet(
        merging: EntryScanner.reading(Array(one.utf8)), EntryScanner.reading(Array(other.utf8)))
      holds(together.isEqual(to: NetworkSet(one + other)), note(one + other))
    }
  }

  @Test("ranges alike in many bits are sorted too")
  func skewed() {
    // One pile of the first pass holds all but one, and one of the second pass most of those.
    var lines = ["ffff::/16", "0.0.0.1", "200.0.0.0/8"]
    for index in (0..<600).reversed() {
      lines.append("2001:db8::\(String(index * 2, radix: 16))")
      lines.append("10.0.\(index / 100).\(index % 100 * 2)")
      if index % 3 == 0 { lines.append("2001:db8::\(String(index * 2, radix: 16))") }
    }
    let set = NetworkSet(lines.joined(separator: "\n"))
    holds(set.v6.rangeCount == 601)
    holds(set.v4.rangeCount == 602)
    for index in 1..<set.v6.rangeCount { holds(set.v6[index - 1].last < set.v6[index].first) }
    for index in 1..<set.v4.rangeCount { holds(set.v4[index - 1].last < set.v4[index].first) }
  }

  struct Row: CustomStringConvertible, Sendable {
    let input: String
    let merged: String
    let complement: String
    let why: String
    var description: String { why }

    init(_ input: String, _ merged: String, not complement: String, _ why: String) {
      self.input = input
      self.merged = merged
      self.complement = complement
      self.why = why
    }
  }

  static let ends = [
    Row("", "", not: "0.0.0.0/0 ::/0", "the empty set"),
    Row("0.0.0.0/0 ::/0", "0.0.0.0/0 ::/0", not: "", "the whole space"),
    Row("0.0.0.0-255.255.255.255", "0.0.0.0/0", not: "::/0", "the whole space as a range"),
    Row(
      "128.0.0.0/1 0.0.0.0/1 8000::/1 ::/1", "0.0.0.0/0 ::/0", not: "", "its halves, reversed"),
    Row(
      "255.255.255.254 255.255.255.255", "255.255.255.254/31",
      not:
        "0.0.0.0/1 128.0.0.0/2 192.0.0.0/3 224.0.0.0/4 240.0.0.0/5 248.0.0.0/6 252.0.0.0/7 "
        + "254.0.0.0/8 255.0.0.0/9 255.128.0.0/10 255.192.0.0/11 255.224.0.0/12 "
        + "255.240.0.0/13 255.248.0.0/14 255.252.0.0/15 255.254.0.0/16 255.255.0.0/17 "
        + "255.255.128.0/18 255.255.192.0/19 255.255.224.0/20 255.255.240.0/21 "
        + "255.255.248.0/22 255.255.252.0/23 255.255.254.0/24 255.255.255.0/25 "
        + "255.255.255.128/26 255.255.255.192/27 255.255.255.224/28 255.255.255.240/29 "
        + "255.255.255.248/30 255.255.255.252/31 ::/0",
      "neighbours at the end"),
    Row(
      "0.0.0.1-255.255.255.255 ::/0",
      "0.0.0.1/32 0.0.0.2/31 0.0.0.4/30 0.0.0.8/29 0.0.0.16/28 0.0.0.32/27 0.0.0.64/26 "
        + "0.0.0.128/25 0.0.1.0/24 0.0.2.0/23 0.0.4.0/22 0.0.8.0/21 0.0.16.0/20 0.0.32.0/19 "
        + "0.0.64.0/18 0.0.128.0/17 0.1.0.0/16 0.2.0.0/15 0.4.0.0/14 0.8.0.0/13 0.16.0.0/12 "
        + "0.32.0.0/11 0.64.0.0/10 0.128.0.0/9 1.0.0.0/8 2.0.0.0/7 4.0.0.0/6 8.0.0.0/5 "
        + "16.0.0.0/4 32.0.0.0/3 64.0.0.0/2 128.0.0.0/1 ::/0",
      not: "0.0.0.0/32", "all but the first"),
  ]

  @Test("the ends of the families", arguments: ends)
  func atTheEnds(row: Row) {
    let set = NetworkSet(row.input)
    holds(set.text() == Self.lines(row.merged))
    holds(set.complement().text() == Self.lines(row.complement))
    holds(set.union(set.complement()).text() == "0.0.0.0/0\n::/0\n")
  }

  private static func lines(_ words: String) -> String {
    words.split(separator: " ").map { $0 + "\n" }.joined()
  }

  @Test("addresses taken away stay away after aggregation")
  func subtraction() {
    let set = NetworkSet("10.0.0.0/24").subtracting(NetworkSet("10.0.0.1"))
    holds(
      set.text().split(separator: "\n") == [
        "10.0.0.0/32", "10.0.0.2/31", "10.0.0.4/30", "10.0.0.8/29", "10.0.0.16/28",
        "10.0.0.32/27", "10.0.0.64/26", "10.0.0.128/25",
      ])
    holds(!set.v4.contains(IPv4Address(bits: 0x0A00_0001)))
    holds(set.v4.contains(IPv4Address(bits: 0x0A00_0002)))
    holds(set.count == AddressCount(255))
  }
}
