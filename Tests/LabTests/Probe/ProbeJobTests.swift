import Foundation
import Testing

@Suite(
  "Big jobs: interrupted, resumed, shared out, read from files", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "python3", "cc"), Lab.reason))
struct ProbeJobTests {
  /// The ports in any state that host reports list, and whether one is listed twice.
  private func ports(_ found: [[String: Any]]) -> (all: Set<String>, isDisjoint: Bool) {
    var all: Set<String> = []
    var isDisjoint = true
    for case let host as [String: Any] in found.compactMap({ $0["host_report"] }) {
      for (key, value) in host where key.hasSuffix("_ports") {
        for range in (value as? String ?? "").split(separator: ",") {
          let ends = range.split(separator: "-").compactMap { Int($0) }
          for port in ends[0]...(ends.last ?? ends[0]) {
            let isNew = all.insert("\(host["address"] ?? "") \(port)").inserted
            isDisjoint = isDisjoint && isNew
          }
        }
      }
    }
    return (all, isDisjoint)
  }

  private func temporary(_ name: String) -> URL {
    FileManager.default.temporaryDirectory.appending(path: name)
  }

  /// Runs a scan and sends it a signal after a second. The time that it took to end stands in
  /// nanoseconds.
  private func interrupted(
    _ lab: ProbeLab, _ signal: String, after seconds: String, _ words: [String]
  ) throws -> (run: Lab.Result, objects: [[String: Any]], nanoseconds: Int) {
    let script = """
      "$@" & pid=$!
      sleep \(seconds); date +%s%N >&2; kill -\(signal) $pid; wait $pid; code=$?
      date +%s%N >&2; exit $code
      """
    let run = try Lab.run(
      "ip",
      ["netns", "exec", lab.asker, "bash", "-c", script, "bash", Lab.netkit, "probe"] + words
        + ["--json"])
    let times = run.errors.split(separator: "\n").compactMap { Int($0) }
    let objects = try run.output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    return (run, objects, times.count == 2 ? times[1] - times[0] : .max)
  }

  @Test(
    "Ctrl-C and SIGTERM in a filtered scan end it at once, with what is known",
    arguments: [("INT", 130), ("TERM", 143)])
  func interruption(signal: String, status: Int32) throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    // 20 s, of which one is let pass: the answer of port 22 makes the silent ones short.
    let (run, objects, time) = try interrupted(
      lab, signal, after: "1",
      ["10.79.0.2", "-p", "22,10000-19999", "--rate", "500", "--ordered"])
    #expect(run.status == status)
    // A debug build beside other tests; a release build needs some 10 ms.
    #expect(time < 1_000_000_000)
    #expect(objects.contains { $0["port"] as? Int == 22 && $0["state"] as? String == "open" })
    let summary = objects.last?["summary"] as? [String: Any]
    #expect(summary?["is_interrupted"] as? Bool == true)
  }

  @Test("one big host that was interrupted goes on in the middle, complete and disjoint")
  func resumed() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=5", "open=22,30000,65000", "drop=40000-41000")
    let journal = temporary("\(lab.asker).journal")
    defer { try? FileManager.default.removeItem(at: journal) }
    let words = ["10.88.1.1", "-p", "-", "--resume", journal.path]
    let first = try interrupted(lab, "INT", after: "1", words).objects
    let part = ports(first)
    #expect(!part.all.isEmpty && part.all.count < 65_535)
    let second = try lab.results(words)
    let rest = ports(second)
    #expect(part.isDisjoint && rest.isDisjoint && part.all.isDisjoint(with: rest.all))
    #expect(part.all.count + rest.all.count == 65_535)
    let open = (first + second).compactMap { $0["port"] as? Int }.sorted()
    #expect(open == [22, 30_000, 65_000])
    // Nothing is left for a third run.
    let third = try lab.probe(words + ["--json"])
    #expect(third.status == 0)
    #expect(third.output.contains("\"probes\":0"))
  }

  @Test("eight shards of a job add up to the whole, disjoint, each of them resumable")
  func shards() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=1", "open=22,80,443,8080")
    let words = ["10.88.1.0/28", "10.88.1.77:22", "-p", "1-1001"]
    var all: Set<String> = []
    var open: [Int] = []
    for part in 1...8 {
      let journal = temporary("\(lab.asker).\(part)")
      defer { try? FileManager.default.removeItem(at: journal) }
      let shard = words + ["--shard", "\(part)/8", "--resume", journal.path]
      var found: [[String: Any]] = []
      if part == 3 { found += try interrupted(lab, "INT", after: "0.2", shard).objects }
      found += try lab.results(shard)
      let asked = ports(found)
      #expect(asked.isDisjoint && all.isDisjoint(with: asked.all), "part \(part)")
      all.formUnion(asked.all)
      open += found.compactMap { $0["port"] as? Int }
    }
    #expect(all.count == 16 * 1001 + 1)
    #expect(open.count == 16 * 3 + 1)
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
}
