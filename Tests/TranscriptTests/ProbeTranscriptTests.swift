import Foundation
import Testing

@Suite("netkit probe, as users see it")
struct ProbeTranscriptTests {
  /// Port 1 of loopback: nothing listens there on any machine that runs tests.
  private let closed = "127.0.0.1:1"

  @Test("a closed port is a sentence and status 1")
  func closedPort() throws {
    let run = try Netkit.run("probe", closed)
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("127.0.0.1 1/tcp"))
    #expect(run.output.contains("closed, reset: the host is up and nothing listens on 1"))
    #expect(run.errors.isEmpty)
  }

  @Test("--quiet answers by the status alone")
  func quiet() throws {
    let run = try Netkit.run("probe", closed, "-q")
    #expect(run.status == 1)
    #expect(run.output.isEmpty && run.errors.isEmpty)
  }

  @Test("--json has a result, the host's report and the summary, each on its line")
  func json() throws {
    let run = try Netkit.run("probe", closed, "[::1]:1", "--json")
    let objects = try run.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.count == 5)
    #expect(objects.allSatisfy { $0["command"] as? String == "probe" })
    let result = try #require(objects.first { $0["address"] as? String == "127.0.0.1" })
    #expect(result["state"] as? String == "closed")
    #expect(result["reason"] as? String == "rst")
    #expect(result["family"] as? Int == 4)
    #expect(result["tries"] as? Int == 1)
    let host = objects.compactMap { $0["host_report"] as? [String: Any] }.first
    #expect(host?["closed_ports"] as? String == "1")
    let summary = objects.last?["summary"] as? [String: Any]
    #expect(summary?["probes"] as? Int == 2)
  }

  @Test(
    "words that make no question are refused with what is wrong",
    arguments: [
      (["probe"], "TARGET"),
      (["probe", "10.0.0.300"], "octet 300 is above 255"),
      (["probe", "localhost", "-p", "80-22"], "'80-22'"),
      (["probe", "localhost", "-p", "0"], "port 0"),
      (["probe", "localhost", "--shard", "9/8"], "such as 2/8"),
      (["probe", "localhost", "--", "true"], "--wait"),
      (["probe", "localhost", "--expect", "("], "regular expression"),
      (["probe", "localhost", "--fast", "--accurate"], "--accurate"),
    ])
  func usage(words: [String], message: String) throws {
    let run = try Netkit.run(words)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("targets come from standard input, and bad lines are told with their number")
  func input() throws {
    let run = try Netkit.run(["probe", "-", "--grepable"], input: "127.0.0.1:1\nnot a.b:0\n")
    #expect(run.status == 65 || run.status == 2)
    #expect(run.output.contains("Host: 127.0.0.1 ()\tPorts: 1/closed/tcp//"))
    #expect(run.errors.contains("line 2"))
  }

  @Test("each format says the same of a closed port")
  func formats() throws {
    let csv = try Netkit.run("probe", closed, "--csv").output
    #expect(csv.hasPrefix("host,address,family,port,transport,service,state,reason"))
    #expect(csv.contains("127.0.0.1,127.0.0.1,4,1,tcp,"))
    let xml = try Netkit.run("probe", closed, "--nmap-xml").output
    #expect(xml.contains("<port protocol=\"tcp\" portid=\"1\"><state state=\"closed\""))
    #expect(xml.hasSuffix("</nmaprun>\n"))
    let metrics = try Netkit.run("probe", closed, "--prometheus").output
    #expect(metrics.contains("netkit_probe_open{host=\"127.0.0.1\""))
    #expect(metrics.contains("state=\"closed\"} 0"))
  }

  @Test("--ping counts, then tells loss and refusals")
  func ping() throws {
    let run = try Netkit.run("probe", closed, "--ping", "-n", "3", "-i", "10ms")
    #expect(run.status == 1)
    #expect(run.output.contains("3 probes, 0 open, 0 lost (0%), 3 refused"))
    #expect(run.output.contains("1 outage, the longest of 3 probes"))
  }

  @Test("--wait runs the command once the ports are as wanted, and has its status")
  func waiting() throws {
    let run = try Netkit.run(
      "probe", closed, "--wait", "5s", "--until", "closed", "--", "sh", "-c", "echo go; exit 7")
    #expect(run.status == 7)
    #expect(run.output == "go\n")
    let never = try Netkit.run("probe", closed, "--wait", "100ms", "--", "echo", "never")
    #expect(never.status == 1)
    #expect(never.output.isEmpty)
  }

  @Test("a journal's ports are left out, and what is no journal is left alone")
  func resume() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let words = ["probe", "127.0.0.1-3", "-p", "1", "--resume", file.path, "--json"]
    let first = try Netkit.run(words)
    #expect(first.output.contains("\"probes\":3"))
    let journal = try String(contentsOf: file, encoding: .utf8)
    #expect(journal.hasPrefix("# netkit probe journal\n127.0.0."))
    #expect(journal.split(separator: "\n").count == 4)
    #expect(try Netkit.run(words).output.contains("\"probes\":0"))

    // Two of five ports are done; a line that was cut off says nothing.
    let text = """
      # netkit probe journal
      127.0.0.1 tcp 1,3;
      127.0.0.2 udp =;
      127.0.0.1 tcp 1-
      """
    try text.write(to: file, atomically: true, encoding: .utf8)
    let ports = ["probe", "127.0.0.1", "-p", "1-5", "--resume", file.path, "--json"]
    let rest = try Netkit.run(ports)
    #expect(rest.output.contains("\"probes\":3"))
    #expect(rest.output.contains("\"closed_ports\":\"2,4-5\""))
    let last = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").last
    #expect(last == "127.0.0.1 tcp 2,4-5;")

    try "root:x:0:0\n".write(to: file, atomically: true, encoding: .utf8)
    let foreign = try Netkit.run(ports)
    #expect(foreign.status == 2 && foreign.output.isEmpty)
    #expect(foreign.errors.contains("is no journal"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "root:x:0:0\n")
  }
}
