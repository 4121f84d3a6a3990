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
    let found = try lab.results(
      ["10.79.0.2", "fd79::2", "-u", "-p", "7777,9,20002,10001,514", "-w", "3s"])
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

  @Test("Ctrl-C in a filtered scan ends at once with what is known")
  func interrupted() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    let script = """
      "$@" & pid=$!
      sleep 1; date +%s%N >&2; kill -INT $pid; wait $pid; code=$?; date +%s%N >&2; exit $code
      """
    let run = try Lab.run(
      "ip",
      [
        "netns", "exec", lab.asker, "bash", "-c", script, "bash", Lab.netkit, "probe",
        // 20 s, of which one is let pass: the answer of port 22 makes the silent ones short.
        "10.79.0.2", "-p", "22,10000-19999", "--rate", "500", "--ordered", "--json",
      ])
    #expect(run.status == 130)
    let times = run.errors.split(separator: "\n").compactMap { Int($0) }
    // A debug build beside other tests; a release build needs some 10 ms.
    #expect(times.count == 2 && times[1] - times[0] < 1_000_000_000)
    #expect(run.output.contains("\"port\":22"))
    #expect(run.output.contains("\"is_interrupted\":true"))
  }

  @Test("a banner's control characters do not reach the terminal")
  func banner() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    let run = try lab.probe(["10.79.0.2:22", "--banner"])
    #expect(run.status == 0)
    #expect(run.output.contains("220 hello"))
    #expect(!run.output.contains("\u{1b}"))
  }

  @Test("bad lines of a file are told, the good ones asked, and the status is 65")
  func badLines() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    let file = FileManager.default.temporaryDirectory.appending(path: "\(lab.asker).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    try "10.79.0.2:22\n10.79.0.300\n# a remark\n[fd79::2]:22 10.0.0.1:0\n"
      .write(to: file, atomically: true, encoding: .utf8)
    let run = try lab.probe(["@\(file.path)"])
    #expect(run.status == 65)
    #expect(run.errors.contains("line 2"))
    #expect(run.errors.contains("line 4"))
    #expect(run.output.components(separatedBy: "open").count == 3)
  }

  @Test("the shards of a job add up to the whole")
  func shards() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22, 80, 443, 8080])
    let words = ["10.79.0.2", "-p", "1-9999"]
    var (open, closed) = ([Int](), 0)
    for part in 1...3 {
      let found = try lab.results(words + ["--shard", "\(part)/3"])
      open += found.compactMap { $0["port"] as? Int }
      let summary = found.last?["summary"] as? [String: Any]
      closed += (summary?["counts"] as? [String: Any])?["closed"] as? Int ?? 0
    }
    #expect(open.sorted() == [22, 80, 443, 8080])
    #expect(open.count + closed == 9999)
  }
}
