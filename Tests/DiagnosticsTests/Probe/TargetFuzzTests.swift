import Addressing
import Foundation
import TestSupport
import Testing

@testable import Diagnostics

/// What users and files may name as targets and ports.
@Suite("hostile targets and ports")
struct TargetFuzzTests {
  private static let targets = [
    "db.lan", "db.lan:5432", "[2001:db8::5]:443", "fe80::1%eth0", "10.0.0.0/24", "10.0.0.5-20",
    "tcp://db.lan:5432/", "udp://10.0.0.1:53", "10.0.0.1-10.0.0.9:80", "[::1]", "127.0.0.1:-",
  ]
  private static let ports = [
    "22,80,8000-8100", "https,top20", "u:53,t:443,^25", "-", "-1023,1024-", "top9,^1-1024",
  ]

  @Test("no target traps a reader, and every fault lies in the text")
  func fuzzTargets() {
    var random = SeededRandom.forTest("targets")
    for round in 0..<SeededRandom.inputs {
      check(random.mutated(Self.targets[round % Self.targets.count]))
    }
    for text in Self.targets {
      for length in 0...text.count { check(String(text.prefix(length))) }
    }
  }

  private func check(_ text: String) {
    let isRight: Bool
    do throws(TargetError) {
      let label = Data(try ProbeTarget(text).label.utf8)
      isRight = Data(text.utf8).range(of: label) != nil
    } catch {
      isRight = error.description.utf8.contains(UInt8(ascii: "'"))
    }
    // An expectation for each input would take longer than the parser.
    if !isRight { Issue.record("\(text.debugDescription)") }
  }

  @Test("no list of ports traps a reader")
  func fuzzPorts() {
    var random = SeededRandom.forTest("ports")
    for round in 0..<SeededRandom.inputs {
      _ = try? PortSelection(random.mutated(Self.ports[round % Self.ports.count]))
    }
    for text in Self.ports {
      for length in 0...text.count { _ = try? PortSelection(String(text.prefix(length))) }
    }
  }
}
