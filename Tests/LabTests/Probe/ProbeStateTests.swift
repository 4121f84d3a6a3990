import Foundation
import Testing

@Suite(
  "Every state and reason of a port", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "python3", "setpriv"), Lab.reason))
struct ProbeStateTests {
  /// Port, state, reason, ICMP's name for IPv4 and for IPv6.
  static let tcp: [(Int, String, String, String?, String?)] = [
    (22, "open", "syn-ack", nil, nil),
    (9, "closed", "rst", nil, nil),  // nobody listens
    (20007, "closed", "rst", nil, nil),  // a firewall's reset looks like the host's
    (10001, "filtered", "no-answer", nil, nil),
    (20000, "filtered", "icmp", "port-unreachable", "port-unreachable"),  // not a reset
    (20001, "filtered", "icmp", "host-unreachable", "address-unreachable"),
    (20002, "filtered", "icmp", "admin-prohibited", "admin-prohibited"),
    (20003, "filtered", "icmp", "net-unreachable", "no-route"),
  ]

  @Test(
    "TCP: each state has its reason and sender, for root and for nobody",
    arguments: [false, true])
  func tcp(asNobody: Bool) throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    let ports = Self.tcp.map { "\($0.0)" }.joined(separator: ",")
    let found = try lab.results(
      ["10.79.0.2", "fd79::2", "-p", ports, "-w", "1500ms"], asNobody: asNobody)
    for (address, isSix) in [("10.79.0.2", false), ("fd79::2", true)] {
      for (port, state, reason, four, six) in Self.tcp {
        let result = found.first {
          $0["address"] as? String == address && $0["port"] as? Int == port
        }
        let place = "\(address) \(port)"
        #expect(result?["state"] as? String == state, "\(place)")
        #expect(result?["reason"] as? String == reason, "\(place)")
        let icmp = result?["icmp"] as? [String: Any]
        #expect(icmp?["name"] as? String == (isSix ? six : four), "\(place)")
        if icmp != nil { #expect(icmp?["from"] as? String == address, "\(place)") }
      }
    }
  }

  @Test("UDP: an answer is open, the host's own ICMP closed, others' filtered, silence neither")
  func udp() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [], udp: [7777])
    let expected = [
      7777: ("open", "udp-reply"), 9: ("closed", "icmp"), 20002: ("filtered", "icmp"),
      10001: ("open_or_filtered", "no-answer"), 514: ("open_or_filtered", "one-way"),
    ]
    // Six tries: the server is a program, which a busy machine lets wait longer than the kernel.
    let found = try lab.results(
      ["10.79.0.2", "fd79::2", "-u", "-p", "7777,9,20002,10001,514", "-w", "3s", "--tries", "6"])
    for address in ["10.79.0.2", "fd79::2"] {
      for (port, (state, reason)) in expected {
        let result = found.first {
          $0["address"] as? String == address && $0["port"] as? Int == port
        }
        #expect(result?["state"] as? String == state, "\(address) \(port)")
        #expect(result?["reason"] as? String == reason, "\(address) \(port)")
      }
    }
  }

  @Test("no neighbour and no route are unreachable, and exit with 2")
  func unreachable() throws {
    let lab = try ProbeLab()
    for (target, reason) in [
      ("10.79.0.99:22", "no-neighbour"), ("[fd79::99]:22", "no-neighbour"),
      ("192.0.2.1:22", "no-route"), ("[2001:db8::1]:22", "no-route"),
    ] {
      let found = try lab.results([target, "-w", "5s"])
      #expect(found.first?["state"] as? String == "unreachable", "\(target)")
      #expect(found.first?["reason"] as? String == reason, "\(target)")
      #expect(try lab.probe([target, "-q", "-w", "5s"]).status == 2, "\(target)")
    }
  }

  @Test("a refusal of this system is an error, never closed or filtered")
  func local() throws {
    let lab = try ProbeLab()
    try Lab.run(
      "ip",
      [
        "netns", "exec", lab.asker, "nft",
        "add table inet own; add chain inet own out { type filter hook output priority 0; }; "
          + "add rule inet own out tcp dport 4444 drop",
      ])
    // A bound source that is not ours.
    let found = try lab.results(["10.79.0.2:9", "--source", "10.79.0.77"])
    #expect(!found.contains { $0["state"] as? String == "closed" })
    #expect(try lab.probe(["10.79.0.2:9", "--source", "10.79.0.77", "-q"]).status == 2)
  }
}
