import Foundation

/// A client, a router, a carrier's NAT and an Internet of one host, each in a network namespace:
///
///     client 192.168.77.2 ── router .1, WAN 45.45.45.1 ── Internet 45.45.46.10 and .11,
///                                                         2001:db8:46::10 and ::11
///
/// What the router does is the scenario, a function of `lab.sh`. The addresses look public because
/// miniupnpd and netkit would notice reserved ones; no route leaves the namespaces.
final class NATLab: NamespaceLab {
  init(_ scenario: String) throws {
    let scripts = URL(filePath: #filePath).deletingLastPathComponent().path
    try super.init(["C", "R", "G", "I"], scripts: scripts, script: "base\n\(scenario)")
  }

  /// Runs `netkit nat --json` on the client as an ordinary user.
  ///
  /// - Parameter telling: what is to be in the answer, by its path. Servers, routers and NATs that
  ///   are programs may come too late on a busy machine, and what they are asked for stays open.
  func nat(_ words: String..., telling paths: String...) throws -> NATAnswer {
    try nat(words, telling: paths)
  }

  func nat(_ words: [String], telling paths: [String] = []) throws -> NATAnswer {
    let line = Self.asNobody + [Lab.netkit, "nat"] + words + ["--json"]
    return try Lab.answer(until: { answer in paths.allSatisfy { answer.value($0) != nil } }) {
      NATAnswer(try run(in: "C", line))
    }
  }
}
