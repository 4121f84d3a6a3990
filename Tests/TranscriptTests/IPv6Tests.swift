import Foundation
import Testing

/// `netkit ipv6` as a user meets it, without a network: what it says of this machine is not fixed,
/// how it says it is. The verdicts themselves are in LabTests.
@Suite struct IPv6Transcripts {
  private func json(
    _ words: [String], _ environment: [String: String] = [:]
  ) throws -> [String: Any] {
    let run = try Netkit.runOffline(["ipv6"] + words + ["--json"], environment: environment)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any])
  }

  @Test(
    "a target that cannot be one is refused with its column",
    arguments: [
      ("host:0", "(column 6)"), ("host:65536", "(column 6)"), ("host:nosuchservice", "(column 6)"),
      ("[::1]80", "(column 6)"), ("[::1", "(column 1)"), (":80", "(column 1)"),
      ("192.0.2.300", "four numbers"), ("::1::2", "'::'"), ("a b", "without blanks"),
      ("", "expected a host"),
    ])
  func badTargets(target: String, complaint: String) throws {
    let run = try Netkit.run("ipv6", "--local", target)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("netkit ipv6: invalid value '\(target)'"), "\(run.errors)")
    #expect(run.errors.contains(complaint), "\(run.errors)")
  }

  @Test(
    "--local asks nobody, so that there is nobody to name", arguments: ["::1", "--pmtu", "--nat64"])
  func localAlone(word: String) throws {
    let run = try Netkit.run("ipv6", "--local", word)
    #expect(run.status == 64)
    #expect(run.errors.contains("--local asks nobody"), "\(run.errors)")
  }

  @Test("a zone that is no interface is said, and not taken for a broken network")
  func missingZone() throws {
    let run = try Netkit.run("ipv6", "-w", "1s", "fe80::1%nosuch")
    #expect(run.status == 2)
    #expect(run.errors == "netkit ipv6: there is no interface 'nosuch'\n")
  }

  @Test(
    "targets in the environment are read where none is given, and refused as such",
    .needsOwnNetwork)
  func environment() throws {
    let bad = try Netkit.run(
      ["ipv6", "--local"], environment: ["NETKIT_IPV6_TARGETS": "a:0"])
    #expect(bad.status == 64)
    #expect(bad.errors.hasPrefix("netkit ipv6: NETKIT_IPV6_TARGETS: "))
    let good = try json(["-w", "1s"], ["NETKIT_IPV6_TARGETS": "127.0.0.1:1,[::1]:1"])
    let targets = try #require(good["targets"] as? [[String: Any]])
    #expect(targets.map { $0["host"] as? String } == ["127.0.0.1", "::1"])
    let given = try json(["-w", "1s", "127.0.0.2:1"], ["NETKIT_IPV6_TARGETS": "127.0.0.1:1"])
    #expect((given["targets"] as? [[String: Any]])?.count == 1)
  }

  @Test("the first line is the verdict, the second says who was contacted, none is over 80 columns")
  func text() throws {
    let run = try Netkit.run("ipv6", "--local")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 3)
    #expect(lines[1] == "  contacted  nobody")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(run.output)")
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.errors.isEmpty)
  }

  @Test("--brief prints the verdict alone, --quiet nothing, and both exit alike")
  func brief() throws {
    let whole = try Netkit.run("ipv6", "--local")
    let brief = try Netkit.run("ipv6", "--local", "--brief")
    let quiet = try Netkit.run("ipv6", "--local", "--quiet")
    #expect(brief.output == whole.output.prefix { $0 != "\n" } + "\n")
    #expect(quiet.output.isEmpty)
    #expect(whole.status == brief.status && brief.status == quiet.status)
  }

  @Test("the JSON begins with its envelope and verdict, and has no null", .needsOwnNetwork)
  func envelope() throws {
    let run = try Netkit.run("ipv6", "--local", "--json")
    #expect(
      run.output.hasPrefix(#"{"netkit":"0.1.0","command":"ipv6","schema":1,"verdict":""#),
      "\(run.output)")
    #expect(!run.output.contains("null"))
    let report = try json(["--local"])
    for key in ["basis", "advice", "warnings", "contacted", "duration_ms", "kernel", "interfaces"] {
      #expect(report[key] != nil, "\(key)")
    }
  }

  @Test("a name that does not exist cannot be told about, and says what to try", .needsOwnNetwork)
  func unknownName() throws {
    let run = try Netkit.runOffline("ipv6", "-w", "500ms", "nosuch.invalid")
    #expect(run.status == 2)
    #expect(run.errors.contains("netkit ipv6: cannot look up nosuch.invalid: "))
    #expect(run.errors.contains("\n  netkit resolve nosuch.invalid"))
  }

  @Test("a time out of range is refused")
  func times() throws {
    #expect(try Netkit.run("ipv6", "--local", "-w", "1ms").status == 64)
    #expect(try Netkit.run("ipv6", "--local", "--delay", "1m").status == 64)
  }

  @Test("the manual shows every verdict")
  func manual() throws {
    let page = try Netkit.run("--generate", "man", "netkit-ipv6").output.replacing("\\-", with: "-")
    for verdict in ["broken-ipv6", "ipv6-only-nat64", "target-v4-only", "dual-stack-slow-ipv4"] {
      #expect(page.contains(verdict), "\(verdict)")
    }
  }
}
