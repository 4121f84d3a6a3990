import Foundation
import Testing

/// Every verdict, on a network that is broken in just that way, as root and as an ordinary user.
///
/// `NETKIT_LAB_REPEAT=20` runs each row that often, `NETKIT_LAB_ROW=text` only those named so.
@Suite(
  .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "unbound", "python3", "setpriv"), Lab.reason))
struct DualStackVerdictTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var verdict: String
    var reason: String?
    var by: String?
    var status: Int32
    var script: String
    var words: [String]
    /// Facts that must be in the report: path and text.
    var facts: [String: String]
    /// The most that the report's own time may be.
    var milliseconds: Double?

    var testDescription: String { name }

    init(
      _ name: String, _ verdict: String, _ reason: String? = nil, by: String? = nil,
      status: Int32, words: [String] = ["-w", "1s", "dual.test:80"],
      facts: [String: String] = [:], within milliseconds: Double? = nil, _ script: String = ""
    ) {
      self.name = name
      self.verdict = verdict
      self.reason = reason
      self.by = by
      self.status = status
      self.words = words
      self.facts = facts
      self.milliseconds = milliseconds
      self.script = script
    }
  }

  /// A firewall on the router with one rule for IPv6 TCP.
  static func firewall(_ rule: String) -> String {
    "firewall; in_r nft add rule inet b f meta nfproto ipv6 meta l4proto tcp \(rule)"
  }

  static func rejected(_ type: String, _ code: String, _ name: String) -> Row {
    Row(
      "rejected: \(type)", "broken-ipv6", "rejected", by: "2001:db8:c::1", status: 1,
      facts: [
        "targets.0.v6.icmp.type": "1", "targets.0.v6.icmp.code": code,
        "targets.0.v6.icmp.name": name, "targets.0.v6.icmp.from": "2001:db8:c::1",
        "targets.0.race.winner": "ipv4",
      ], within: 100, firewall("reject with icmpv6 type \(type)"))
  }

  static let rows: [Row] = [
    Row(
      "healthy", "dual-stack", status: 0,
      facts: [
        "targets.0.v4.status": "connected", "targets.0.v6.status": "connected",
        "targets.0.race.winner": "ipv6", "basis": "connect", "helpdesk": "46",
        "score.transition": "10", "score.ipv6_only": "10", "dns.0.status": "ok",
        "dns.1.status": "ok",
      ], within: 60),
    Row(
      "no address, no route", "ipv4-only", status: 1,
      facts: ["helpdesk": "4", "score.transition": "10", "score.ipv6_only": "0"],
      """
      resolver 198.51.100.53
      ip -n $C -6 route del default
      ip -n $C -6 addr del 2001:db8:c::10/64 dev c0
      """),
    Row(
      "switched off", "ipv6-disabled", "switched-off", status: 1,
      facts: ["kernel.disabled": "1", "kernel.supported": "1"],
      """
      resolver 198.51.100.53
      in_c sysctl -qw net.ipv6.conf.all.disable_ipv6=1
      """),
    Row(
      "an address, but no default route", "broken-ipv6", "no-route", status: 1,
      facts: ["targets.0.v6.error": "ENETUNREACH", "helpdesk": "112"], within: 100,
      """
      resolver 198.51.100.53
      ip -n $C -6 route del default
      """),
    Row(
      "no IPv4 address", "ipv6-only", status: 0,
      facts: ["helpdesk": "6", "score.transition": "0", "score.ipv6_only": "10"],
      """
      resolver 2001:db8:5::53
      ip -n $C addr del 192.0.2.10/24 dev c0
      """),
    Row(
      "no IPv4 address, and a target without IPv6", "ipv6-only", status: 0,
      words: ["-w", "1s", "v4.test:80"], facts: ["targets.0.v6.status": "no-address"],
      """
      resolver 2001:db8:5::53
      ip -n $C addr del 192.0.2.10/24 dev c0
      """),
    Row(
      "dropped on the path", "broken-ipv6", "dropped", status: 1,
      facts: [
        "targets.0.v6.status": "timeout", "targets.0.race.winner": "ipv4",
        "score.transition": "10", "score.ipv6_only": "0", "helpdesk": "112",
        "cost.at_least": "1",
      ], within: 1300, firewall("drop")),
    Row(
      "rejected by a reset", "broken-ipv6", "rejected", by: "2001:db8:5::80", status: 1,
      facts: ["targets.0.v6.status": "refused"], within: 100,
      firewall("reject with tcp reset")),
    rejected("no-route", "0", "no-route"),
    rejected("admin-prohibited", "1", "admin-prohibited"),
    rejected("addr-unreachable", "3", "address-unreachable"),
    rejected("port-unreachable", "4", "port-unreachable"),
    Row(
      "a blackhole route here", "broken-ipv6", "no-route", status: 1,
      facts: ["targets.0.v6.error": "EINVAL"], within: 100, localRoute("blackhole")),
    Row(
      "an unreachable route here", "broken-ipv6", "no-route", status: 1,
      facts: ["targets.0.v6.error": "EHOSTUNREACH"], within: 100, localRoute("unreachable")),
    Row(
      "a prohibiting route here", "broken-ipv6", "no-route", status: 1,
      facts: ["targets.0.v6.error": "EACCES"], within: 100, localRoute("prohibit")),
    Row(
      "the gateway is dead", "broken-ipv6", "gateway-dead", by: "2001:db8:c::dead", status: 1,
      within: 1300,
      """
      resolver 198.51.100.53
      ip -n $C -6 route del default
      ip -n $C -6 route add default via 2001:db8:c::dead
      """),
    Row(
      "the router loses the target", "broken-ipv6", "dropped", status: 1, within: 1300,
      "ip -n $R -6 route add blackhole 2001:db8:5::80/128"),
    Row(
      "the name server is silent over IPv6", "broken-ipv6", "dns", by: "2001:db8:5::53",
      status: 1, facts: ["dns.0.status": "silent", "targets.0.v6.status": "connected"],
      within: 1300,
      """
      printf 'nameserver 2001:db8:5::53\\nnameserver 198.51.100.53\\n' > /etc/netns/$C/resolv.conf
      in_s nft add table inet b
      in_s nft add chain inet b i '{ type filter hook input priority 0; }'
      in_s nft add rule inet b i ip6 daddr 2001:db8:5::53 udp dport 53 drop
      """),
    Row(
      "the name server is reached over IPv6 alone", "dual-stack", status: 0,
      facts: ["dns.0.family": "ipv6", "dns.0.status": "ok"], "resolver 2001:db8:5::53"),
    Row(
      "the name server never answers AAAA", "broken-ipv6", "dns", by: "198.51.100.53", status: 1,
      facts: ["dns.0.status": "aaaa-broken"], within: 1300,
      """
      resolver 198.51.100.53
      in_s nft add table inet b
      in_s nft add chain inet b i '{ type filter hook input priority 0; }'
      # The type of a question for dual.test stands 23 bytes into the message.
      in_s nft add rule inet b i udp dport 53 @th,248,16 0x1c drop
      """),
    Row(
      "the target has IPv4 alone", "target-v4-only", status: 1, words: ["-w", "1s", "v4.test:80"],
      facts: ["targets.0.v6.status": "no-address"]),
    Row(
      "the target has IPv6 alone", "target-v6-only", status: 0, words: ["-w", "1s", "v6.test:80"],
      facts: ["targets.0.v4.status": "no-address"]),
    Row(
      "IPv4 is dropped on the path", "broken-ipv4", "dropped", status: 0,
      facts: ["targets.0.race.winner": "ipv6", "helpdesk": "6"], within: 1300,
      "firewall; in_r nft add rule inet b f meta nfproto ipv4 meta l4proto tcp drop"),
    Row(
      "no target answers, name servers do", "unknown", "target", status: 2, within: 1300,
      "firewall; in_r nft add rule inet b f meta l4proto tcp drop"),
    Row(
      "the cable is out", "offline", status: 2,
      "ip -n $R link set r0 down; ip -n $C link set c0 down"),
    Row(
      "the port is closed on both", "dual-stack", status: 0, words: ["-w", "1s", "dual.test:81"],
      facts: ["targets.0.v6.status": "refused", "targets.0.v4.status": "refused"], within: 100),
    Row(
      "no target, name servers answer over both", "dual-stack", status: 0, words: ["-w", "1s"],
      facts: ["basis": "dns", "dns.0.name": "ipv4only.arpa"], within: 60),
    Row(
      "nobody is asked", "dual-stack", status: 0, words: ["--local"],
      facts: ["basis": "local"], within: 60),
    Row(
      "IPv4 is slow", "dual-stack-slow-ipv4", "latency", status: 0, words: ["dual.test:80"],
      facts: ["targets.0.race.winner": "ipv6", "helpdesk": "46 slow"],
      "slow_ipv4 400"),
    Row(
      "the address is another host's too", "broken-ipv6", "address-not-ready",
      by: "2001:db8:c::1", status: 1, within: 1300,
      """
      resolver 198.51.100.53
      in_c sysctl -qw net.ipv6.conf.c0.accept_dad=1
      ip -n $C -6 addr del 2001:db8:c::10/64 dev c0
      ip -n $C addr add 2001:db8:c::1/64 dev c0
      timeout 15 sh -c 'until ip -n $C -6 addr show | grep -q dadfailed; do :; done'
      """),
    Row(
      "one target of two fails over IPv6", "dual-stack", status: 1,
      words: ["-w", "1s", "dual.test:80", "half.test:80"],
      facts: [
        "scope": "target", "targets.0.verdict": "dual-stack", "targets.1.verdict": "broken-ipv6",
      ], firewall("ip6 daddr 2001:db8:5::99 drop")),
  ]

  static var chosenRows: [Row] {
    guard let text = ProcessInfo.processInfo.environment["NETKIT_LAB_ROW"] else { return rows }
    return rows.filter { $0.name.contains(text) }
  }

  static func localRoute(_ kind: String) -> String {
    """
    resolver 198.51.100.53
    ip -n $C -6 route del default
    ip -n $C -6 route add \(kind) default
    """
  }

  @Test("a network broken in one way gets its verdict", arguments: chosenRows)
  func verdict(row: Row) throws {
    let lab = try DualStackLab(row.script)
    defer { lab.close() }
    try Self.check(row, in: lab)
  }

  private static let manual = Lab.manual(of: "ipv6")

  static func check(_ row: Row, in lab: DualStackLab) throws {
    // The manual is to show every first line that there is.
    let headline = try Lab.answer(until: { manual.contains(Lab.comparable($0)) }) {
      try lab.netkit(row.words + ["--brief"], json: false).text
    }
    #expect(manual.contains(Lab.comparable(headline)), "the manual lacks: \(headline)")
    if let transcripts = DualStackLab.transcripts {
      // Narrow enough for a manual page on 80 columns.
      let text = try lab.netkit(row.words, json: false, columns: 68).text
      try "$ netkit ipv6 \(row.words.joined(separator: " "))\n\(text)".write(
        toFile: "\(transcripts)/\(row.name).txt", atomically: false, encoding: .utf8)
    }
    for user in DualStackLab.User.allCases {
      for round in 1...DualStackLab.repeats {
        let answer = try Lab.answer(
          until: { $0.verdict == row.verdict && $0.reason == row.reason && $0.has(row.facts) }
        ) {
          try lab.netkit(row.words, as: user)
        }
        let place: Comment = "\(row.name), \(user), round \(round): \(answer.text)\(answer.errors)"
        #expect(answer.verdict == row.verdict, place)
        #expect(answer.reason == row.reason, place)
        if let by = row.by { #expect(answer.by == by, place) }
        #expect(answer.status == row.status, place)
        for (path, expected) in row.facts {
          #expect(answer.has([path: expected]), "\(path) in \(place)")
        }
        if let limit = row.milliseconds {
          #expect(answer.milliseconds <= DualStackLab.limit(limit), place)
        }
      }
    }
  }
}
