import Addressing
import Platform
import Sockets
import Testing

@testable import Diagnostics

@Suite("What --watch and --ping make of results")
struct WatchedPortsTests {
  private let address = ScopedAddress(.v4(IPv4Address(bits: 0x0A00_0001)))

  private func finding(_ port: UInt16, _ state: PortState) -> ProbeFinding {
    ProbeFinding(
      host: "db.lan", address: address, port: port, transport: .tcp,
      verdict: PortVerdict(state, state == .open ? .handshake : .silence), tries: 1)
  }

  private func host(closed: ClosedRange<UInt16>) -> HostSummary {
    var counts = StateCounts()
    counts.closed = closed.count
    return HostSummary(
      host: "db.lan", address: address, transport: .tcp, counts: counts, roundTrip: nil,
      warnings: [], openPorts: nil, closedPorts: PortSet([closed]), filteredPorts: nil,
      openOrFilteredPorts: nil, unreachablePorts: nil, errorPorts: nil, isComplete: true,
      reasons: [ReasonCount(state: .closed, reason: .reset, icmp: nil, count: closed.count)])
  }

  private func words(_ findings: [ProbeFinding]) -> [String] {
    findings.map { "\($0.port) \($0.state.rawValue) was \($0.was?.rawValue ?? "unknown")" }
  }

  @Test("changes alone are told, a port that is listed no more by its host's summary")
  func changes() {
    var watched = WatchedPorts()
    watched.take(finding(22, .open))
    watched.take(finding(80, .open))
    #expect(words(watched.changes()) == ["22 open was unknown", "80 open was unknown"])
    watched.take(finding(22, .open))
    watched.take(host(closed: 80...90))
    let changes = watched.changes()
    #expect(words(changes) == ["80 closed was open"])
    #expect(changes.first?.reason == .reset)
    #expect(changes.first?.time?.hasSuffix("Z") == true)
    // Nothing new, also where a scan was stopped before it came to the port.
    #expect(watched.changes().isEmpty)
    watched.take(finding(80, .open))
    #expect(words(watched.changes()) == ["80 open was closed"])
  }

  @Test("loss, refusals, percentiles, jitter and outages of many probes")
  func tally() throws {
    let port = SinglePort(
      host: "db.lan", address: address,
      place: SocketAddress(address.address, port: 80), transport: .tcp)
    var tally = PingTally(port)
    // Milliseconds of an open port; nil for silence, 0 for a refusal.
    let probes: [Int?] = [10, nil, 0, 12, 11, nil, 21]
    for (second, probe) in probes.enumerated() {
      var found = finding(80, probe == nil ? .filtered : probe == 0 ? .closed : .open)
      if probe == 0 { found.reason = .reset }
      found.latency = probe.map { .milliseconds($0) }
      found.time = "second \(second)"
      tally.add(found, at: Instant(nanoseconds: UInt64(second) * 1_000_000_000))
    }
    let summary = tally.summary(at: Instant(nanoseconds: 7_000_000_000))
    #expect(summary.probes == 7 && summary.open == 4)
    #expect(summary.lost == 2 && summary.refused == 1)
    #expect(summary.min == .milliseconds(10) && summary.max == .milliseconds(21))
    #expect(summary.p50 == .milliseconds(11) && summary.p95 == .milliseconds(21))
    #expect(summary.jitter == .nanoseconds(4_333_333))  // |12−10|, |11−12|, |21−11|
    #expect(summary.outages == 2)
    let longest = try #require(summary.longestOutage)
    #expect(longest.probes == 2 && longest.since == "second 1" && longest.length == .seconds(2))
  }
}
