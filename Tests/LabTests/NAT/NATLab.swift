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

/// What netkit answered.
struct NATAnswer {
  var status: Int32
  var text: String
  private var json: [String: Any]

  init(_ result: Lab.Result) {
    status = result.status
    text = result.output + result.errors
    let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    json = object as? [String: Any] ?? [:]
  }

  /// `value("stun.0.mapping")`
  func value(_ path: String) -> Any? { Lab.value(at: path, in: json) }
  func word(_ path: String) -> String? { value(path) as? String }
  func number(_ path: String) -> Double? { (value(path) as? NSNumber)?.doubleValue }
  func flag(_ path: String) -> Bool? { value(path) as? Bool }

  var kind: String? { word("nat.kind") }
  var mapping: String? { word("nat.mapping") }
  var filtering: String? { word("nat.filtering") }
  var witnesses: [String] {
    (value("nat.witnesses") as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
  }
  var milliseconds: Double { number("elapsed_ms") ?? .infinity }

  /// Everybody to whom a packet went, with how many did.
  var contacted: [(address: String, port: Int, packets: Int)] {
    (value("contacted") as? [[String: Any]] ?? []).compactMap { row in
      guard let address = row["address"] as? String, let port = row["port"] as? Int,
        let packets = row["packets"] as? Int
      else { return nil }
      return (address, port, packets)
    }
  }
}
