import Foundation
import Testing

/// The kernel's own NATs and firewalls, each with coturn outside; all runs as an ordinary user.
@Suite(
  "nat: the kernel's NATs", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "turnserver", "setpriv", "ss"), Lab.reason))
struct NATKernelTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var scenario: String
    var kind: String
    var mapping: String?
    var filtering: String?
    var status: Int32 = 1
    var server = "45.45.46.10"

    var testDescription: String { scenario }
  }

  private static let manual = Lab.manual(of: "nat")

  private static let independent = "endpoint-independent"
  private static let dependent = "address-and-port-dependent"

  static let cases = [
    Case(
      scenario: "public", kind: "none", mapping: independent, filtering: independent, status: 0),
    Case(
      scenario: "publicfw", kind: "firewall", mapping: independent, filtering: dependent,
      status: 0),
    Case(scenario: "masq", kind: "nat", mapping: independent, filtering: dependent),
    Case(scenario: "masqopen", kind: "nat", mapping: independent, filtering: dependent),
    Case(scenario: "random", kind: "nat", mapping: dependent, filtering: dependent),
    Case(scenario: "fullcone", kind: "nat", mapping: independent, filtering: independent),
    Case(scenario: "cgnat", kind: "cgnat", mapping: independent, filtering: dependent),
    Case(scenario: "double", kind: "double", mapping: independent, filtering: dependent),
    Case(scenario: "udpdrop", kind: "udp-blocked"),
    Case(scenario: "udpreject", kind: "udp-blocked"),
    Case(
      scenario: "nat66", kind: "nat66", mapping: independent, filtering: dependent,
      server: "2001:db8:46::10"),
    Case(
      scenario: "nptv6", kind: "nptv6", mapping: independent, filtering: independent,
      server: "2001:db8:46::10"),
    Case(
      scenario: "gua6", kind: "none", mapping: independent, filtering: independent, status: 0,
      server: "2001:db8:46::10"),
  ]

  @Test("each scenario has its verdict", arguments: cases)
  func verdict(expected: Case) throws {
    let lab = try NATLab("\(expected.scenario); coturn")
    defer { lab.close() }
    if let folder = NATLab.transcripts {
      let words = "netkit nat --stun \(expected.server) --no-gateway"
      // A terminal narrow enough for a manual page on 80 columns.
      let line = "stty cols 68; \(words.replacing("netkit", with: Lab.netkit))"
      let text = try lab.run(
        in: "C", ["script", "-qec", line, "/dev/null"], environment: ["NO_COLOR": "1"]
      ).output.replacing("\r", with: "")
      try "$ \(words)\n\(text)".write(
        toFile: "\(folder)/nat \(expected.scenario).txt", atomically: false, encoding: .utf8)
    }
    let told = expected.mapping == nil ? [] : ["stun.0.mapping", "stun.0.filtering"]
    for _ in 0..<NATLab.repeats {
      let answer = try lab.nat(["--stun", expected.server, "--no-gateway"], telling: told)
      #expect(answer.kind == expected.kind, "\(answer.text)")
      #expect(answer.mapping == expected.mapping, "\(answer.text)")
      #expect(answer.filtering == expected.filtering, "\(answer.text)")
      #expect(answer.status == expected.status)
      let summary = Lab.comparable(answer.word("nat.summary") ?? "")
      #expect(Self.manual.contains(summary), "the manual lacks: \(summary)")
      if expected.kind == "udp-blocked" {
        // The program's own time: starting a process in a namespace is the lab's.
        #expect(answer.milliseconds <= NATLab.limit(1500))
      }
    }
  }

  @Test("a carrier's NAT and a second router have independent witnesses")
  func witnesses() throws {
    for (scenario, hop) in [("cgnat", "carrier-nat-hop"), ("double", "private-hop")] {
      let lab = try NATLab("\(scenario); coturn")
      defer { lab.close() }
      let answer = try lab.nat("--stun", "45.45.46.10", "--no-gateway")
      #expect(answer.witnesses.contains(hop), "\(answer.text)")
      #expect(answer.witnesses.contains("mapped-address-hops"), "\(answer.text)")
      #expect(answer.number("hops.mapped_distance") == 2)
      #expect(answer.number("nat.layers") == 2)
    }
  }

  @Test("without a server no packet leaves the network, and a silent gateway is not waited for")
  func local() throws {
    let lab = try NATLab("masq")
    defer { lab.close() }
    let answer = try lab.nat("--no-gateway")
    #expect(answer.kind == "nat" && answer.status == 1)
    #expect((answer.value("contacted") as? [Any])?.isEmpty == true)
    #expect(answer.milliseconds <= NATLab.limit(20))
    let silent = try lab.nat("-4")
    #expect(silent.milliseconds <= NATLab.limit(300))
    #expect(silent.word("gateway.pcp.result") == nil)
  }

  @Test("TCP has its mapping and fragments pass")
  func more() throws {
    let lab = try NATLab("masq; coturn")
    defer { lab.close() }
    let answer = try lab.nat(
      "--stun", "45.45.46.10", "--no-gateway", "--tcp", "--fragments",
      telling: "stun.0.tcp.mapping", "stun.0.fragments.pass")
    #expect(answer.word("stun.0.tcp.mapping") == "endpoint-independent", "\(answer.text)")
    #expect(answer.flag("stun.0.fragments.pass") == true, "\(answer.text)")
  }

  @Test("a server that is not there is no verdict about UDP")
  func dead() throws {
    let lab = try NATLab("masq")
    defer { lab.close() }
    let answer = try lab.nat("--stun", "45.45.46.10", "--no-gateway")
    #expect(answer.kind == "nat", "the private address still says so: \(answer.text)")
    // The first router answers at once, however long the server is waited for.
    let first = answer.number("hops.path.0.round_trip_ms") ?? .infinity
    #expect(first < NATLab.limit(1000), "\(answer.text)")
    #expect(answer.flag("stun.0.answered") == false)
  }
}
