import Addressing
import Testing

@testable import Diagnostics

@Suite("The order of addresses")
struct DestinationOrderTests {
  /// A destination with its source, as `2001:db8::1 < 2001:db8::2/64`.
  static func candidate(
    _ destination: String, from source: String?, prefix: Int = 0, index: UInt32 = 1,
    deprecated: Bool = false, home: Bool = false, native: Bool = true
  ) throws -> Candidate {
    let source = try source.map {
      Candidate.Source(
        try IPAddress($0), interface: "eth0", interfaceIndex: index, prefixLength: prefix,
        isDeprecated: deprecated, isHome: home, isNative: native)
    }
    return Candidate(try IPAddress(destination), source: source)
  }

  @Test("each rule decides where the ones before it do not")
  func rules() throws {
    let order = DestinationOrder(.glibc)
    let rows: [(Candidate, Candidate, OrderRule)] = [
      // No route to the second.
      (
        try Self.candidate("192.0.2.1", from: "192.0.2.9"),
        try Self.candidate("2001:db8::1", from: nil), .avoidUnusable
      ),
      // A link-local source does not fit a global destination.
      (
        try Self.candidate("198.51.100.1", from: "198.51.100.9"),
        try Self.candidate("2001:db8::1", from: "fe80::9"), .matchingScope
      ),
      // The second would come from an address that is on its way out.
      (
        try Self.candidate("2001:db8::1", from: "2001:db8::9"),
        try Self.candidate("2001:db8:1::1", from: "2001:db8:1::9", deprecated: true),
        .avoidDeprecated
      ),
      (
        try Self.candidate("2001:db8::1", from: "2001:db8::9", home: true),
        try Self.candidate("2001:db8:1::1", from: "2001:db8:1::9"), .homeAddress
      ),
      // A unique local source for a global destination: labels 6 and 1.
      (
        try Self.candidate("192.0.2.1", from: "192.0.2.9"),
        try Self.candidate("2001:db8::1", from: "fd00::9"), .matchingLabel
      ),
      // 40 over IPv4's 10.
      (
        try Self.candidate("2001:db8::1", from: "2001:db8::9"),
        try Self.candidate("192.0.2.1", from: "192.0.2.9"), .higherPrecedence
      ),
      (
        try Self.candidate("2001:db8::1", from: "2001:db8::9", index: 1),
        try Self.candidate("2001:db8:1::1", from: "2001:db8:1::9", index: 2, native: false),
        .nativeTransport
      ),
      // 127.0.0.1 has the scope of a link.
      (
        try Self.candidate("127.0.0.1", from: "127.0.0.1"),
        try Self.candidate("192.0.2.1", from: "192.0.2.9"), .smallerScope
      ),
      // 125 bits in common over 47.
      (
        try Self.candidate("2001:db8::1", from: "2001:db8::9"),
        try Self.candidate("2001:db8:1::1", from: "2001:db8::9"), .longestPrefix
      ),
      // Both beyond the subnet: what they share with the source is chance.
      (
        try Self.candidate("203.0.113.1", from: "192.0.2.9", prefix: 24),
        try Self.candidate("192.0.3.1", from: "192.0.2.9", prefix: 24), .unchanged
      ),
    ]
    for (first, second, rule) in rows {
      let decision = order.decide(first, second)
      #expect(decision.rule == rule, "\(first.destination) \(second.destination)")
      #expect(decision.isFirst)
      guard rule != .unchanged else { continue }
      #expect(!order.decide(second, first).isFirst, "the rule turns with its arguments: \(rule)")
    }
  }

  @Test("within the subnet IPv4 addresses are told apart by their common prefix")
  func prefixOnLink() throws {
    let near = try Self.candidate("192.0.2.10", from: "192.0.2.9", prefix: 24)
    let far = try Self.candidate("192.0.2.200", from: "192.0.2.9", prefix: 24)
    let decision = DestinationOrder(.glibc).decide(near, far)
    #expect(decision.rule == .longestPrefix)
    #expect(decision.isFirst)
    #expect(decision.reason == "longer matching prefix (30 over 24)")
  }

  @Test("libraries differ about IPv4 and unique local addresses")
  func tables() throws {
    let local = try Self.candidate("fd00::1", from: "fd00::9")
    let four = try Self.candidate("192.0.2.1", from: "192.0.2.9")
    // 40 over 10, but 35 over 3.
    #expect(DestinationOrder(.glibc).decide(local, four).isFirst)
    #expect(!DestinationOrder(.standard).decide(local, four).isFirst)
    #expect(!DestinationOrder(.musl).decide(local, four).isFirst)
  }

  @Test("an order that the rules would turn is named with the rule")
  func contradiction() throws {
    let candidates = [
      try Self.candidate("192.0.2.1", from: "192.0.2.9"),
      try Self.candidate("2001:db8::1", from: "2001:db8::9"),
    ]
    let explanation = OrderExplanation(of: candidates, by: DestinationOrder(.glibc))
    #expect(!explanation.isExplained)
    #expect(explanation.contradiction?.decision.rule == .higherPrecedence)
    let turned = OrderExplanation(of: candidates.reversed(), by: DestinationOrder(.glibc))
    #expect(turned.isExplained)
    #expect(turned.decisions.map(\.reason) == ["higher precedence (40 over 10)"])
  }

  @Test(
    "labels and precedences of glibc 2.36",
    arguments: [
      ("::1", 0, 50), ("2002:c000:201::1", 2, 30), ("::192.0.2.1", 3, 20), ("192.0.2.1", 4, 10),
      ("fec0::1", 5, 40), ("fd12::1", 6, 40), ("2001:0:1234::1", 7, 40), ("2001:db8::1", 1, 40),
    ])
  func glibcTable(_ row: (address: String, label: Int, precedence: Int)) throws {
    let address = try IPAddress(row.address)
    #expect(AddressPolicy.glibc.label(of: address) == row.label)
    #expect(AddressPolicy.glibc.precedence(of: address) == row.precedence)
  }

  @Test(
    "scopes are those of RFC 6724 §3",
    arguments: [
      ("fe80::1", "link"), ("::1", "link"), ("fec0::1", "site"), ("2001:db8::1", "global"),
      ("fd00::1", "global"), ("ff05::2", "site"), ("ff0e::1", "global"),
      ("ff08::1", "organization"),
      ("127.0.0.1", "link"), ("169.254.1.1", "link"), ("10.0.0.1", "global"),
    ])
  func scopes(_ row: (address: String, scope: String)) throws {
    #expect(AddressPolicy.glibc.scope(of: try IPAddress(row.address)).name == row.scope)
  }

  @Test(
    "kinds of addresses",
    arguments: [
      ("::", "unspecified"), ("::1", "loopback"), ("fe80::1", "link-local"),
      ("2001:db8::1", "documentation"), ("2a00:1450::1", "gua"), ("fd00::1", "ula"),
      ("64:ff9b::102:304", "nat64"), ("64:ff9b:1::1", "nat64"), ("2002::1", "6to4"),
      ("2001:0:1::1", "teredo"), ("::ffff:1.2.3.4", "ipv4-mapped"), ("ff02::1", "multicast"),
      ("fec0::1", "site-local"), ("4000::1", "reserved"), ("8.8.8.8", "public"),
      ("10.1.2.3", "private"), ("172.31.0.1", "private"), ("172.32.0.1", "public"),
      ("192.168.0.1", "private"), ("100.64.0.1", "shared"), ("127.8.8.8", "loopback"),
      ("169.254.0.1", "link-local"), ("192.0.2.1", "documentation"), ("198.19.0.1", "benchmarking"),
      ("224.0.0.1", "multicast"), ("240.0.0.1", "reserved"), ("255.255.255.255", "broadcast"),
    ])
  func kinds(_ row: (address: String, kind: String)) throws {
    #expect(AddressKind(try IPAddress(row.address)).rawValue == row.kind)
  }
}
