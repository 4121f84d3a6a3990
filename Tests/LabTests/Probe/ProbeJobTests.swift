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

  /// Runs a scan and sends it a signal as soon as it has printed a text. The time that it then took
  /// to end stands in nanoseconds.
  private func interrupted(
    _ lab: ProbeLab, _ signal: String, after text: String, _ words: [String]
  ) throws -> (run: Lab.Result, objects: [[String: Any]], nanoseconds: Int) {
    let file = temporary("\(lab.asker).output")
    defer { try? FileManager.default.removeItem(at: file) }
    let script = """
      file=$1 text=$2; shift 2
      "$@" >"$file" & pid=$!
      until grep -q "$text" "$file"; do kill -0 $pid || break; sleep 0.02; done
      date +%s%N >&2; kill -\(signal) $pid; wait $pid; code=$?
      date +%s%N >&2; cat "$file"; exit $code
      """
    let run = try Lab.run(
      "ip",
      [
        "netns", "exec", lab.asker, "bash", "-c", script, "bash", file.path, text, Lab.netkit,
        "probe",
      ] + words + ["--json"])
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
    // More than three minutes, were it not for the signal.
    let (run, objects, time) = try interrupted(
      lab, signal, after: "\"port\":22,",
      ["10.79.0.2", "-p", "22,10000-19999", "--rate", "50", "--ordered"])
    #expect(run.status == status)
    // A debug build on a machine that may be busy; a release build needs some 10 ms.
    #expect(time < 10_000_000_000)
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
    // Thirteen seconds, of which six are let pass.
    let first = try interrupted(
      lab, "INT", after: "\"port\":30000,", words + ["--ordered", "--rate", "5000"]
    ).objects
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
      if part == 3 {
        found += try interrupted(lab, "INT", after: "\"port\"", shard + ["--rate", "200"]).objects
      }
      found += try lab.results(shard)
      let asked = ports(found)
      #expect(asked.isDisjoint && all.isDisjoint(with: asked.all), "part \(part)")
      all.formUnion(asked.all)
      open += found.compactMap { $0["port"] as? Int }
    }
    #expect(all.count == 16 * 1001 + 1)
    #expect(open.count == 16 * 3 + 1)
  }

  @Test("a list of more targets than are held at once is asked to its end, by every shard")
  func longList() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=1", "open=1-100")
    let file = temporary("\(lab.asker).list")
    defer { try? FileManager.default.removeItem(at: file) }
    // Eighty ports of 250 hosts, all open; a bad line early and one late.
    var lines = (0..<20_000).map { "10.88.1.\($0 % 250 + 1):\($0 / 250 + 1)" }
    lines[7] = "10.88.1.300"
    lines[19_990] = "10.88.1.301"
    try lines.joined(separator: "\n").write(to: file, atomically: false, encoding: .utf8)
    var (open, probes) = (0, 0)
    for part in 1...2 {
      let run = try lab.probe(
        ["@\(file.path)", "10.88.1.251:99", "--json", "--shard", "\(part)/2", "--show", "open"],
        seconds: 200)
      #expect(run.status == 65)
      #expect(
        run.errors.contains("line 8, column 9: ") && run.errors.contains("line 19991, column 9: "))
      #expect(run.errors.split(separator: "\n").count == 2, "\(run.errors.prefix(500))")
      let objects = try run.output.split(separator: "\n").compactMap {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }
      let summary = objects.last?["summary"] as? [String: Any]
      let counts = summary?["counts"] as? [String: Int]
      open += counts?["open"] ?? 0
      probes += summary?["probes"] as? Int ?? 0
      // The operand behind the file is question 19,998, from 0.
      let hasLast = objects.contains { $0["address"] as? String == "10.88.1.251" }
      #expect(hasLast == (part == 1))
    }
    #expect(probes == 19_999 && open == 19_999)
  }

  @Test("bad lines of a file are told, the good ones asked, and the status is 65")
  func badLines() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    let file = FileManager.default.temporaryDirectory.appending(path: "\(lab.asker).txt")
    defer { try? FileManager.default.removeItem(at: file) }
    try "10.79.0.2:22\n10.79.0.300\n# a remark\n[fd79::2]:22 10.0.0.1:0\n"
      .write(to: file, atomically: false, encoding: .utf8)
    let run = try lab.probe(["@\(file.path)"])
    #expect(run.status == 65)
    #expect(run.errors.contains("line 2"))
    #expect(run.errors.contains("line 4"))
    #expect(run.output.components(separatedBy: "open").count == 3)
  }

  @Test(
    "a name is waited for until the deadline and no longer",
    .enabled(if: ResolveLab.needs, Lab.reason))
  func silentNames() throws {
    // getaddrinfo alone would be a minute over it.
    let lab = ResolveLab(servers: ["127.0.0.60=silent"], options: "timeout:30")
    let run = try lab.run("$NETKIT probe host.test:1 --wait 300ms; echo $?", seconds: 40)
    #expect(run.output == "1\n", "\(run.errors)")
    #expect(run.errors.contains("host.test: no address yet"))
  }
}
