import Foundation
import Testing

@Suite(
  "Ports behind a bad path", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "cc"), Lab.reason))
struct ProbePathTests {
  private func counts(_ found: [[String: Any]]) -> [String: Int] {
    let summary = found.last?["summary"] as? [String: Any]
    return summary?["counts"] as? [String: Int] ?? [:]
  }

  @Test("losses of 5 % each way leave no open port out")
  func losses() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=50", "loss=5", "open=101-120")
    for _ in 0..<3 {
      let counts = counts(try lab.results(["10.88.1.1", "-p", "1-1000"]))
      #expect(counts["open"] == 20)
      #expect(counts["filtered", default: 0] <= 1)
    }
  }

  @Test("limited resets are noticed, announced and waited for")
  func limitedResets() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=1", "open=80", "resets=200")
    let run = try lab.probe(["10.88.1.1", "-p", "1-1000", "--json"])
    let last = run.output.split(separator: "\n").last ?? ""
    #expect(last.contains("\"closed\":999"))
    #expect(last.contains("\"filtered\":0"))
    #expect(run.output.contains("rst-limited"))
    #expect(run.errors.contains("limits its resets"))
  }

  @Test("a limit of ICMP is flagged, and waited for on request")
  func limitedUnreachables() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=1", "icmp=4")
    let quick = try lab.results(["10.88.1.1", "-u", "-p", "2001-2040"])
    #expect(counts(quick)["open_or_filtered", default: 0] > 0)
    let host = quick.compactMap { $0["host_report"] as? [String: Any] }.first
    #expect((host?["warnings"] as? [String])?.contains("icmp-limited") == true)
    let patient = try lab.results(["10.88.1.1", "-u", "-p", "2001-2040", "--accurate"])
    #expect(counts(patient)["closed"] == 40)
  }

  @Test("a silent host takes two timeouts, not more")
  func silent() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("drop=1-65535")
    let start = ContinuousClock.now
    let counts = counts(try lab.results(["10.88.1.1", "-p", "1-1000", "-w", "5s"]))
    #expect(counts["filtered"] == 1000)
    // A third would end after 15 s; what is above ten is a busy machine's.
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test("few descriptors give the same answers")
  func descriptors() throws {
    let lab = try ProbeLab()
    try lab.startTunnel("rtt=5", "open=101-110")
    let run = try Lab.run(
      "ip",
      [
        "netns", "exec", lab.asker, "bash", "-c", "ulimit -n 64; exec \"$@\"", "bash",
        Lab.netkit, "probe", "10.88.1.1", "-p", "1-1000", "--json",
      ])
    let last = run.output.split(separator: "\n").last ?? ""
    #expect(last.contains("\"open\":10,\"closed\":990"))
    #expect(last.contains("\"error\":0"))
  }
}
