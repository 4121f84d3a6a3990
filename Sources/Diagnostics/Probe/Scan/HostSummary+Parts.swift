import Addressing
import Platform

extension HostSummary {
  /// What the parts of a scan, one at least, know of one host together.
  init(_ all: [HostPart], of plan: ScanPlan, parts: Int, transport: ProbeTransport) {
    let share = all[0].share
    let block = plan.blocks[share.block]
    var tally = Tally()
    for part in all { tally.add(part, ports: plan.ports(of: part.share, parts: parts)) }
    self.init(
      host: block.label(share.offset), address: block.scoped(share.offset), transport: transport,
      counts: tally.counts, roundTrip: RoundTripSummary(all.map(\.roundTrip)),
      warnings: Self.warnings(all, tally.counts, transport), openPorts: tally.set(.open),
      closedPorts: tally.set(.closed), filteredPorts: tally.set(.filtered),
      openOrFilteredPorts: tally.set(.openOrFiltered), unreachablePorts: tally.set(.unreachable),
      errorPorts: tally.set(.error), isComplete: all.allSatisfy(\.isComplete),
      reasons: tally.reasons.sorted { $0.count > $1.count })
  }

  private static func warnings(
    _ all: [HostPart], _ counts: StateCounts, _ transport: ProbeTransport
  ) -> [HostWarning] {
    var warnings: [HostWarning] = []
    let wasLimited = all.contains(where: \.wasLimited)
    switch transport {
    case .tcp:
      if wasLimited { warnings.append(.resetsLimited) }
      if all.contains(where: \.isLossy) { warnings.append(.lossy) }
      // 50 ports: no honest host has so many services and nothing else.
      if counts.open >= 50, counts.open * 100 >= counts.total * 95 { warnings.append(.tarpit) }
    case .udp:
      // Where all were waited for, the limit has hidden nothing.
      if wasLimited, counts.openOrFiltered > 0 { warnings.append(.icmpLimited) }
    }
    if !all.allSatisfy(\.isComplete) { warnings.append(.incomplete) }
    return warnings
  }

  /// Sums over the parts of a host.
  private struct Tally {
    var counts = StateCounts()
    var reasons: [ReasonCount] = []
    private var ports: [PortState: PortField] = [:]

    func set(_ state: PortState) -> PortSet? {
      ports[state].map { PortSet($0.ranges) }
    }

    /// - Parameter ports: the part's ports, as its states are numbered.
    mutating func add(_ part: HostPart, ports asked: [UInt16]) {
      var sums = [Int](repeating: 0, count: part.verdicts.count)
      for (number, code) in part.states.enumerated() where code > 0 {
        let verdict = Int(code) - 1
        sums[verdict] += 1
        ports[part.verdicts[verdict].state, default: PortField()].insert(asked[number])
      }
      for (verdict, count) in zip(part.verdicts, sums) where count > 0 {
        counts[verdict.state] += count
        let reason = ReasonCount(verdict, count)
        if let place = reasons.firstIndex(where: { $0.isSame(as: reason) }) {
          reasons[place].count += count
        } else {
          reasons.append(reason)
        }
      }
    }
  }
}

extension ReasonCount {
  fileprivate init(_ verdict: PortVerdict, _ count: Int) {
    self.init(
      state: verdict.state, reason: verdict.reason, icmp: verdict.icmp.map(ICMPFact.init),
      count: count)
  }

  fileprivate func isSame(as other: ReasonCount) -> Bool {
    state == other.state && reason == other.reason && icmp == other.icmp
  }
}

extension RoundTripSummary {
  fileprivate init?(_ parts: [RoundTrip]) {
    var (sum, count, least) = (Int64(0), 0, Int64.max)
    for part in parts where part.count > 0 {
      sum += part.total.sum
      count += part.total.count
      least = min(least, part.least)
    }
    guard count > 0 else { return nil }
    self.init(least: .nanoseconds(least), mean: .nanoseconds(sum / Int64(count)))
  }
}
