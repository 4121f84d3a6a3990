import Foundation

/// A client, a router and a server, each in a network namespace of its own:
///
///     client 192.0.2.10, 2001:db8:c::10 ── router .1, ::1 ── server 198.51.100.80 and .53,
///                                                             2001:db8:5::80 and ::53
///
/// On the server unbound knows dual.test, v4.test and v6.test, and TCP port 80 is open on both
/// families.
final class DualStackLab: NamespaceLab {
  enum User: String, CaseIterable, Sendable {
    case root, nobody
  }

  /// What netkit answered, and how long the process took.
  struct Answer {
    var status: Int32
    var json: [String: Any]
    var text: String
    var errors: String
    var seconds: Double

    var verdict: String { json["verdict"] as? String ?? "none: \(text)\(errors)" }
    var reason: String? { json["reason"] as? String }
    var by: String? { json["by"] as? String }
    var milliseconds: Double { json["duration_ms"] as? Double ?? .infinity }

    /// `value("targets.0.v6.icmp.type")`
    func value(_ path: String) -> Any? { Lab.value(at: path, in: json) }
    func number(_ path: String) -> Double? { value(path) as? Double }
    /// Whether each fact is there, by its path.
    func has(_ facts: [String: String]) -> Bool {
      facts.allSatisfy { path, text in value(path).map { "\($0)" } == text }
    }
    func text(_ path: String) -> String? { value(path) as? String }
  }

  /// - Parameter script: what is wrong with the network, in the words of `lab.sh`.
  init(_ script: String = "") throws {
    let scripts = URL(filePath: #filePath).deletingLastPathComponent().path
    try super.init(["C", "R", "S"], scripts: scripts, script: "base\n\(script)")
  }

  /// Runs `netkit ipv6` on the client.
  func netkit(
    _ words: [String], as user: User = .root, prefix: [String] = [], json: Bool = true,
    columns: Int = 80
  ) throws -> Answer {
    let line =
      prefix + (user == .nobody ? Self.asNobody : [])
      + [Lab.netkit, "ipv6"] + words + (json ? ["--json"] : [])
    let start = Date()
    let result = try run(in: "C", line, environment: ["COLUMNS": "\(columns)"])
    let seconds = Date().timeIntervalSince(start)
    let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return Answer(
      status: result.status, json: object as? [String: Any] ?? [:], text: result.output,
      errors: result.errors, seconds: seconds)
  }
}
