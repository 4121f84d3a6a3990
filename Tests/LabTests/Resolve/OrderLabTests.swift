import Foundation
import TestSupport
import Testing

@Suite(
  "The explained order against getaddrinfo's", .enabled(if: ResolveLab.needs, Lab.reason),
  .timeLimit(.minutes(3)))
struct OrderLabTests {
  /// Addresses that all rules have something to say about.
  static let pool = [
    "2001:db8:c::99", "2001:db8:ca:1::5", "2001:db8:5::80", "2001:db8:ffff::1", "2a00:1450::1",
    "fd12:3456:789a:1::7", "fd12:3456:789a:2::7", "fdff::1", "2002:c000:201::1", "2001:0:1234::1",
    "::1", "fec0::1", "64:ff9b::102:304", "3ffe::1", "192.0.2.77", "198.51.100.80", "203.0.113.9",
    "10.1.2.3", "172.16.9.9", "169.254.7.7", "127.0.0.5", "127.0.0.1", "100.64.0.9", "192.0.2.12",
  ]

  struct Setup: Sendable, CustomStringConvertible {
    var description: String
    var links: [String]
    var policy = ""
  }

  static let pair = [
    "link add out type veth peer name far", "link set out up", "link set far up",
  ]
  static let ipv4 = ["addr add 192.0.2.10/24 dev out", "route add default via 192.0.2.1"]
  static let ipv6 = [
    "-6 addr add 2001:db8:c::10/64 dev out nodad", "-6 route add default via 2001:db8:c::1",
  ]

  static let setups = [
    Setup(description: "both families", links: pair + ipv4 + ipv6),
    Setup(description: "IPv4 alone", links: pair + ipv4),
    Setup(description: "IPv6 alone", links: pair + ipv6),
    Setup(
      description: "a global address that is on its way out",
      links: pair + ipv4 + ipv6 + [
        "-6 addr change 2001:db8:c::10/64 dev out preferred_lft 0 valid_lft 3000"
      ]),
    Setup(
      description: "two interfaces, 6to4, a private network, no route to the rest of IPv6",
      links: pair + ipv4 + [
        "-6 addr add 2001:db8:c::10/64 dev out nodad",
        "link add side type veth peer name aside", "link set side up", "link set aside up",
        "addr add 10.1.0.1/16 dev side", "-6 addr add 2002:c000:20a::1/16 dev side nodad",
      ]),
    Setup(
      description: "gai.conf", links: pair + ipv4 + ipv6,
      policy: """
        label ::1/128 0
        label ::/0 1
        label 2002::/16 2
        label ::ffff:0:0/96 4
        label fc00::/7 13
        precedence ::1/128 50
        precedence ::/0 40
        precedence ::ffff:0:0/96 100
        precedence 2002::/16 30
        precedence fc00::/7 3
        scopev4 ::ffff:169.254.0.0/112 2
        scopev4 ::ffff:127.0.0.0/104 2
        scopev4 ::ffff:10.0.0.0/104 5
        scopev4 ::ffff:0.0.0.0/96 14

        """),
  ]

  static let count = 1500

  @Test("agrees for 1,500 names of random addresses", arguments: setups)
  func agreement(_ setup: Setup) throws {
    let seed = SeededRandom.chosenSeed ?? 7
    print("\(setup): NETKIT_SEED=\(seed)")
    var random = SeededRandom(seed)
    var hosts = "127.0.0.1 localhost\n::1 localhost\n"
    for index in 0..<Self.count {
      for address in Self.pool.shuffled(using: &random).prefix(.random(in: 2...8, using: &random)) {
        hosts += "\(address) set\(index).test\n"
      }
    }
    var lab = ResolveLab(links: setup.links)
    lab.files["hosts"] = hosts
    lab.files["gai.conf"] = setup.policy
    lab.files["nsswitch.conf"] = "hosts: files\n"
    let output = try lab.run(
      "seq -f 'set%g.test' 0 \(Self.count - 1) | $NETKIT resolve -f - --why --json", seconds: 120
    ).output
    var rules: Set<Int> = []
    var explained = 0
    for line in output.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      guard let object, object.text("name") != nil else { continue }
      let isExplained = object["order_explained"] as? Bool == true
      explained += isExplained ? 1 : 0
      if !isExplained { Issue.record("\(setup): \(line)") }
      #expect(object.text("policy") == (setup.policy.isEmpty ? "glibc-default" : "gai.conf"))
      rules.formUnion(object.objects("addresses").compactMap { $0["rule_over_next"] as? Int })
    }
    #expect(explained == Self.count)
    print("\(setup): \(explained) explained, rules \(rules.sorted())")
    #expect(rules.count >= 4)
  }
}
