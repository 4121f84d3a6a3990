import Foundation
import Testing

/// STUN servers that misbehave, over real sockets and through a NAT of the kernel: endpoint-
/// independent mapping, address-and-port-dependent filtering, seen as 45.45.45.1.
@Suite(
  "nat: hostile STUN servers", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "setpriv", "ss", "python3"), Lab.reason))
struct NATHostileServerTests {
  /// What may be said after it: the truth, or nothing.
  struct Manner: Sendable, CustomTestStringConvertible {
    var name: String
    var answers: Bool
    var tellsMapping: Bool
    var tellsFiltering: Bool

    var testDescription: String { name }
  }

  private static func useless(_ name: String) -> Manner {
    Manner(name: name, answers: false, tellsMapping: false, tellsFiltering: false)
  }

  static let manners = [
    Manner(name: "honest", answers: true, tellsMapping: true, tellsFiltering: true),
    // Legal, and fatal to some clients: an attribute whose length is no multiple of four.
    Manner(name: "padding", answers: true, tellsMapping: true, tellsFiltering: true),
    // Each answer fifty times: how many get lost cannot be told any more.
    Manner(name: "repeats", answers: true, tellsMapping: true, tellsFiltering: false),
    Manner(name: "error 420", answers: true, tellsMapping: true, tellsFiltering: false),
    Manner(name: "ignores changes", answers: true, tellsMapping: true, tellsFiltering: false),
    // OTHER-ADDRESS that must not be asked, or is somebody who never wanted to be asked.
    Manner(name: "same address", answers: true, tellsMapping: false, tellsFiltering: false),
    Manner(name: "redirect", answers: true, tellsMapping: false, tellsFiltering: false),
    Manner(name: "redirect inside", answers: true, tellsMapping: false, tellsFiltering: false),
    // No answers at all, though something arrives.
    useless("wrong id"), useless("other port"), useless("long length"), useless("short length"),
    useless("attribute length"), useless("three bytes"), useless("empty"), useless("no address"),
    useless("family 9"), useless("unknown required"), useless("error 500"),
    useless("bad fingerprint"), useless("truncations"), useless("endless TCP"),
  ]

  @Test("neither crash nor flood, and nothing is said but the truth", arguments: manners)
  func manner(_ manner: Manner) throws {
    let lab = try NATLab("masq; hostile '\(manner.name)'")
    defer { lab.close() }
    // The server's counts are those of one run, so that none is asked again.
    let answer = try lab.nat("--stun", "45.45.46.10", "--no-gateway")
    #expect(answer.status == 1 && answer.kind == "nat", "\(answer.text)")
    #expect(answer.flag("stun.0.answered") == manner.answers, "\(answer.text)")
    let mapping = manner.tellsMapping ? "endpoint-independent" : nil
    #expect(answer.mapping == mapping, "\(answer.text)")
    let filtering = manner.tellsFiltering ? "address-and-port-dependent" : nil
    #expect(answer.filtering == filtering, "\(answer.text)")
    #expect(answer.word("nat.external") == (manner.answers ? "45.45.45.1" : nil), "\(answer.text)")
    #expect(answer.milliseconds <= 6000, "\(answer.text)")
    try checkPackets(in: lab, answer)
  }

  /// FINGERPRINT covers all bits but those of its own type, without which it is some optional
  /// attribute: what is told then is the truth.
  @Test("no flipped bit makes another answer")
  func flips() throws {
    let lab = try NATLab("masq; hostile 'bit flips'")
    defer { lab.close() }
    let answer = try lab.nat("--stun", "45.45.46.10", "--no-gateway")
    #expect(answer.status == 1 && answer.kind == "nat", "\(answer.text)")
    #expect([nil, "45.45.45.1"].contains(answer.word("nat.external")), "\(answer.text)")
    #expect([nil, "endpoint-independent"].contains(answer.mapping), "\(answer.text)")
    #expect([nil, "address-and-port-dependent"].contains(answer.filtering), "\(answer.text)")
    try checkPackets(in: lab, answer)
  }

  @Test("a liar is outvoted by two honest servers, and believed by nobody beside one")
  func liar() throws {
    let lab = try NATLab(
      """
      masq; hostile liar
      for a in 12 13; do
        ip -n $I addr add 45.45.46.$a/32 dev lo
        ip netns exec $I $NETKIT serve stun --rate 100000 45.45.46.$a &
        await listens 45.45.46.$a:3478
      done
      """)
    defer { lab.close() }
    let three = try lab.nat(
      "--stun", "45.45.46.10", "45.45.46.12", "45.45.46.13", "--no-gateway")
    #expect(three.word("nat.external") == "45.45.45.1", "\(three.text)")
    #expect(three.flag("stun.0.outvoted") == true, "\(three.text)")
    let two = try lab.nat("--stun", "45.45.46.10", "45.45.46.12", "--no-gateway")
    #expect(two.word("nat.external") == nil, "\(two.text)")
  }

  /// What the server counted, which no report of ours can embellish.
  private func checkPackets(in lab: NATLab, _ answer: NATAnswer) throws {
    let log = try String(contentsOf: lab.folder.appending(path: "stun.log"), encoding: .utf8)
    var packets: [String: Int] = [:]
    for line in log.split(separator: "\n") {
      packets[String(line.prefix { $0 != " " }), default: 0] += 1
    }
    // The plan's own figures: --explain names them before anything is sent.
    #expect(packets["45.45.46.10", default: 0] <= 103, "\(packets)")
    #expect(packets["45.45.46.11", default: 0] <= 8, "\(packets)")
    #expect(packets["45.45.46.99", default: 0] <= 8, "\(packets)")
    let named = Set(answer.contacted.map(\.address))
    let allowed: Set = ["45.45.46.10", "45.45.46.11", "45.45.46.99", "45.45.45.1"]
    #expect(named.isSubset(of: allowed), "\(named)")
  }
}
