import Addressing
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
    "22,80,8000-8100", "https,top100", "u:53,t:443,^25", "-", "-1023,1024-", "top1000,^1-1024",
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
    do throws(TargetError) {
      let target = try ProbeTarget(text)
      #expect(!target.label.isEmpty && text.contains(target.label), "\(text.debugDescription)")
    } catch {
      #expect(error.description.contains("'"), "\(text.debugDescription)")
    }
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
