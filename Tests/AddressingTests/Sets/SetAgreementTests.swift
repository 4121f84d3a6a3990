import Foundation
import TestSupport
import Testing

@testable import Addressing

@Suite("agreement of sets")
struct SetAgreementTests {
  /// Reads lists separated by a line with a dash and prints each collapsed, in the same way.
  private static let python = """
    import ipaddress, sys
    def show(entries):
        found = {4: [], 6: []}
        for text in entries:
            if "-" in text:
                first, last = map(ipaddress.ip_address, text.split("-"))
                found[first.version] += ipaddress.summarize_address_range(first, last)
            else:
                network = ipaddress.ip_network(text, strict=False)
                found[network.version].append(network)
        for version in 4, 6:
            for network in ipaddress.collapse_addresses(found[version]): print(network)
        print("-")
    entries = []
    for line in sys.stdin.read().split("\\n")[:-1]:
        if line == "-": show(entries); entries = []
        else: entries.append(line)
    """

  @Test(
    "sets are those of Python's collapse_addresses", .enabled(if: Tool.canTest(with: "python3")),
    arguments: [SetGenerator.Families.v4, .v6, .mixed])
  func python(families: SetGenerator.Families) throws {
    var sets = SetGenerator("sets against Python")
    let lists = (0..<50).map { _ in sets.list(families, count: 120) }
    let answers = try Tool.answer(
      "python3", ["-c", Self.python], to: lists.map { $0 + "-\n" }.joined()
    ).components(separatedBy: "-\n").dropLast()
    try #require(answers.count == lists.count)
    for (list, answer) in zip(lists, answers) {
      holds(Self.normal(NetworkSet(list).text()) == Self.normal(answer), note(list))
    }
  }

  /// Python writes a mapped address in hexadecimal; RFC 5952 §5 wants the dotted tail.
  private static func normal(_ text: String) -> [String] {
    text.split(separator: "\n").map { (try? IPPrefix($0)).map { "\($0)" } ?? String($0) }
  }

  @Test("sets are those of iprange", .enabled(if: Tool.canTest(with: "iprange")), arguments: 0..<50)
  func iprange(number: Int) throws {
    var sets = SetGenerator("sets against iprange \(number)")
    let list = sets.list(.v4, count: 200) + "192.0.2.1\n"
    let answer = try Tool.answer("iprange", ["-"], to: list)
      .split(separator: "\n").map { $0.contains("/") ? String($0) : "\($0)/32" }
    let set = NetworkSet(list)
    holds(set.text().split(separator: "\n").map { String($0) } == answer, note(list))
  }

  // MARK: Regular expressions

  @Test("an expression matches exactly the IPv4 network", .enabled(if: Tool.canTest(with: "grep")))
  func expressionV4() throws {
    var random = SeededRandom.forTest("expressions of IPv4")
    // Every address of one octet's neighbourhood, for each place the cut can fall.
    for number in 0..<64 {
      let shift = UInt32(8 * (number % 4))
      let base = UInt32(truncatingIfNeeded: random.next()) & ~(0xFF << shift)
      let length = 25 - Int(shift) + random.below(8)
      let inside = IPv4Address(bits: base | UInt32(random.below(256)) << shift)
      let range = IPRange.v4(IPv4Prefix(containing: inside, length: length).range)
      let texts = (0..<256).map { IPv4Address(bits: base | UInt32($0) << shift) }
      try Self.check(range, texts.map { .v4($0) })
    }
    let odd = try #require(try NetworkOperand("10.0.250.7-10.2.3.9").range)
    let first: UInt32 = 0x0A00_FA00
    try Self.check(odd, (0..<0x20000).map { .v4(IPv4Address(bits: first - 256 + $0)) })
  }

  @Test("an expression matches exactly the IPv6 network", .enabled(if: Tool.canTest(with: "grep")))
  func expressionV6() throws {
    var random = SeededRandom.forTest("expressions of IPv6")
    let networks = [
      "2001:db8::/32", "2001:db8::/29", "::/0", "::/80", "::/96", "::ffff:0:0/96",
      "::ffff:10.0.0.0/104", "fe80::/10", "2001:db8::/125", "2001:db8:0:1::/64", "::/127",
      "8000::/1",
      "2001:db8::a000/115", "2001:db8::9/128", "0:0:0:0:0:fff0::/92", "1:0:0:2::/63",
    ]
    for text in networks {
      let prefix = try IPv6Prefix(text)
      var addresses: [IPAddress] = []
      for _ in 0..<2000 {
        // Groups that are zero, small, full or anything, so that every shape of the text comes.
        var bits: UInt128 = 0
        for _ in 0..<8 {
          let group: UInt128 =
            switch random.below(5) {
            case 0, 1: 0
            case 2: UInt128(1 + random.below(15))
            case 3: 0xFFFF
            default: UInt128(UInt16(truncatingIfNeeded: random.next()))
            }
          bits = bits << 16 | group
        }
        let host = bits & prefix.wildcard.bits
        addresses.append(.v6(IPv6Address(bits: prefix.network.bits | host)))
        // Beside it: one bit of the prefix is wrong.
        if prefix.length > 0 {
          let bit = UInt128(prefix.hostBits + random.below(prefix.length))
          addresses.append(.v6(IPv6Address(bits: (prefix.network.bits | host) ^ (1 << bit))))
        }
      }
      try Self.check(.v6(prefix.range), addresses)
    }
  }

  private static func check(_ range: IPRange, _ addresses: [IPAddress]) throws {
    let expected = addresses.filter { range.first <= $0 && $0 <= range.last }.map { "\($0)" }
    let input = addresses.map { "\($0)\n" }.joined()
    let found = try Tool.answer(
      "grep", ["-Ex", AddressExpression.expression(for: range)], to: input)
    #expect(
      found.split(separator: "\n").map { String($0) } == expected,
      "\(range), NETKIT_SEED=\(SeededRandom.seed)")
  }
}
