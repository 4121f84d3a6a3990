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
      (["probe", "::/0"], "2^32 addresses at most"),
      (["probe", "tcp://10.0.0.300:80"], "octet 300 is above 255 (column 14)"),
      (["probe", "localhost", "-x", "localhost:80"], "left out with all its ports (column 11)"),
      (["probe", "localhost", "--watch", "0s"], "--watch 0s would never wait"),
      (["probe", "localhost", "-w", "0s"], "--timeout 0s"),
      (["probe", "localhost", "--until", "closed"], "--wait"),
      (["probe", "localhost", "-n", "3"], "--ping"),
      (["probe", "localhost", "--json", "--csv"], "one form of output"),
      (["probe", "localhost", "--ping", "--csv"], "is for one scan"),
      (["probe", "localhost", "--wait", "1s", "--resume", "x"], "--resume is for one scan"),
      (["probe", "localhost", "--ping", "--http"], "not what answers"),
      (["probe", "10.0.0.0/24", "--ping", "-p", "1-100"], "25,600 ports are too many"),
    ])
  func usage(words: [String], message: String) throws {
    let run = try Netkit.run(words)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("advice names no option that the command does not have")
  func advice() throws {
    for words in [
      ["probe", "010.0.0.1"], ["resolve", "-x", "10.1"], ["serve", "echo", "10.1:80"],
    ] {
      let run = try Netkit.run(words)
      #expect(run.status == 64)
      #expect(!run.errors.contains("--loose") && !run.errors.contains("--short"), "\(run.errors)")
    }
  }

  @Test("a host that is named twice is shown with the ports of both times")
  func namedTwice() throws {
    let run = try Netkit.run("probe", "127.0.0.1:1-5", "127.0.0.1:6", "--show", "all")
    for port in 1...6 { #expect(run.output.contains(" \(port)/tcp"), "\(run.output)") }
    let metrics = try Netkit.run("probe", closed, closed, "--prometheus").output
    let series = metrics.split(separator: "\n").compactMap { $0.split(separator: " ").first }
      .filter { $0.hasPrefix("netkit") }
    #expect(series.count == 3 && Set(series).count == 3, "\(metrics)")
  }

  @Test("a scan without a question is no answer, unless another shard has it")
  func nothing() throws {
    for words in [["-6", closed], [closed, "-x", "127.0.0.1"], ["-"], ["@/dev/null"]] {
      let run = try Netkit.run(["probe"] + words)
      #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty, "\(words)")
    }
    #expect(try Netkit.run("probe", closed, "--shard", "2/2").status == 0)
  }

  @Test("the seed is written as it has to be typed")
  func seed() throws {
    let run = try Netkit.run("probe", closed, "--json", "--seed", "18446744073709551615")
    #expect(run.output.contains("\"seed\":\"18446744073709551615\""))
  }

  @Test("a source that this host does not have is said, whatever the way of asking")
  func source() throws {
    for words in [[], ["--ping", "-n", "1"], ["--wait", "100ms"]] {
      let run = try Netkit.run(["probe", "[::1]:1", "--source", "fe80::1%no-such"] + words)
      #expect(run.status == 2 && run.output.isEmpty)
      #expect(run.errors.contains("cannot send from 'fe80::1%no-such'"), "\(run.errors)")
    }
  }

  @Test("targets come from standard input, and bad lines are told with their number")
  func input() throws {
    let lines = "127.0.0.1:1\n127.0.0.1:2 a.b:0\n"
    let run = try Netkit.run(["probe", "-", "--grepable"], input: lines)
    #expect(run.status == 65)
    #expect(run.output.contains("Host: 127.0.0.1 ()\tPorts: 1/closed/tcp//"))
    #expect(run.errors.contains("standard input, line 2, column 17: 'a.b:0': port 0"))
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

  @Test("--wait says which name has no address", .needsOwnNetwork)
  func waitingForName() throws {
    let nameless = try Netkit.runOffline("probe", "no-such.invalid:1", "--wait", "100ms", "--json")
    #expect(nameless.status == 1 && nameless.output.isEmpty)
    #expect(nameless.errors.contains("no-such.invalid: no address yet"))
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
    try text.write(to: file, atomically: false, encoding: .utf8)
    let ports = ["probe", "127.0.0.1", "-p", "1-5", "--resume", file.path, "--json"]
    let rest = try Netkit.run(ports)
    #expect(rest.output.contains("\"probes\":3"))
    #expect(rest.output.contains("\"closed_ports\":\"2,4-5\""))
    let last = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").last
    #expect(last == "127.0.0.1 tcp 2,4-5;")

    try "root:x:0:0\n".write(to: file, atomically: false, encoding: .utf8)
    let foreign = try Netkit.run(ports)
    #expect(foreign.status == 2 && foreign.output.isEmpty)
    #expect(foreign.errors.contains("is no journal"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "root:x:0:0\n")
  }
}
