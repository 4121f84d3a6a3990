import Foundation
import TestSupport
import Testing

/// Programs that read the formats, where they are installed.
private enum Reader {
  static let dtd = "/usr/share/nmap/nmap.dtd"
  static let hasDTD: Bool =
    FileManager.default.fileExists(atPath: dtd) && Tool.path("xmllint") != nil

  /// A Python that has the module; NETKIT_PYTHON names one that is tried first.
  static func python(with module: String) -> String? {
    let named = ProcessInfo.processInfo.environment["NETKIT_PYTHON"]
    return [named, "python3"].compactMap { $0 }.first {
      (try? Lab.run($0, ["-c", "import \(module)"]).status) == 0
    }
  }
}

/// The formats as programs read them that were written by others.
@Suite(
  "Formats that other programs read", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "python3"), Lab.reason))
struct ProbeFormatTests {
  /// Every state at two hosts, with a banner, in one format.
  private func scan(_ form: String) throws -> String {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22], udp: [7777])
    return try lab.probe([
      "10.79.0.2", "fd79::2", "-p", "22,9,10001,20000-20003,20007,u:7777,u:9,u:514",
      "-w", "1500ms", "--banner", "--show", "all", form,
    ]).output
  }

  private func file(_ text: String) throws -> URL {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try text.write(to: file, atomically: false, encoding: .utf8)
    return file
  }

  @Test(
    "--nmap-xml is valid by nmap's own DTD",
    .enabled(
      if: Reader.hasDTD, "needs xmllint and nmap.dtd, of Debian's libxml2-utils and nmap-common"))
  func dtd() throws {
    let file = try file(try scan("--nmap-xml"))
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Lab.run("xmllint", ["--noout", "--dtdvalid", Reader.dtd, file.path])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test(
    "--nmap-xml is read by python-libnmap, each port with its host",
    .enabled(
      if: Reader.python(with: "libnmap") != nil,
      "needs python-libnmap; NETKIT_PYTHON names a Python"))
  func libnmap() throws {
    let file = try file(try scan("--nmap-xml"))
    defer { try? FileManager.default.removeItem(at: file) }
    let script = """
      import sys
      from libnmap.parser import NmapParser
      report = NmapParser.parse_fromfile(sys.argv[1])
      for host in report.hosts:
        for service in sorted(host.services, key=lambda s: s.port):
          print(host.address, service.port, service.protocol, service.state, service.reason)
      """
    let run = try Lab.run(try #require(Reader.python(with: "libnmap")), ["-c", script, file.path])
    #expect(run.status == 0, "\(run.errors)")
    for address in ["10.79.0.2", "fd79::2"] {
      for line in [
        "22 tcp open syn-ack", "9 tcp closed conn-refused", "10001 tcp filtered no-response",
        "20000 tcp filtered port-unreach", "7777 udp open udp-response",
        "9 udp closed port-unreach", "514 udp open|filtered no-response",
      ] {
        #expect(run.output.contains("\(address) \(line)\n"), "\(address) \(line)")
      }
    }
  }

  @Test(
    "--prometheus is read by Prometheus' own parser for Python",
    .enabled(
      if: Reader.python(with: "prometheus_client") != nil,
      "needs prometheus_client; NETKIT_PYTHON names a Python"))
  func prometheus() throws {
    let file = try file(try scan("--prometheus"))
    defer { try? FileManager.default.removeItem(at: file) }
    let script = """
      import sys
      from prometheus_client.parser import text_string_to_metric_families as parse
      seen = set()
      for family in parse(open(sys.argv[1]).read()):
        for sample in family.samples:
          key = (sample.name, tuple(sorted(sample.labels.items())))
          assert key not in seen, key
          seen.add(key)
          if sample.name == "netkit_probe_open":
            print(sample.labels["address"], sample.labels["port"], int(sample.value))
      """
    let run = try Lab.run(
      try #require(Reader.python(with: "prometheus_client")), ["-c", script, file.path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("10.79.0.2 22 1\n") && run.output.contains("fd79::2 9 0\n"))
  }

  @Test("--csv is read by Python, whatever a service says")
  func csv() throws {
    let file = try file(try scan("--csv"))
    defer { try? FileManager.default.removeItem(at: file) }
    let script = """
      import csv, sys
      rows = list(csv.DictReader(open(sys.argv[1], newline="")))
      assert all(None not in row and None not in row.values() for row in rows)
      for row in rows:
        print(row["address"], row["port"], row["state"], row["icmp_name"], row["banner"][:3])
      """
    let run = try Lab.run("python3", ["-c", script, file.path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("10.79.0.2 22 open  220\n"))
    #expect(run.output.contains("fd79::2 20002 filtered admin-prohibited \n"))
  }

  @Test("--grepable has the fields of nmap's -oG, where nmap is there to compare")
  func grepable() throws {
    let lab = try ProbeLab()
    try lab.listen(tcp: [22])
    let words = ["10.79.0.2", "-p", "9,22,20007"]
    let ours = try lab.probe(words + ["--grepable"]).output
    let line = "Host: 10.79.0.2 ()\tPorts: 9/closed/tcp//discard///, 22/open/tcp//ssh///, "
    #expect(ours.contains(line + "20007/closed/tcp/////\n"), "\(ours)")
    if let nmap = Tool.path("nmap") {
      let run = try Lab.run(
        "ip", ["netns", "exec", lab.asker, nmap, "-sT", "-Pn", "-n", "-oG", "-"] + words)
      let theirs = run.output.split(separator: "\n").first { $0.contains("Ports:") }
      #expect(theirs?.hasPrefix(line) == true, "\(run.output)")
    }
  }
}
