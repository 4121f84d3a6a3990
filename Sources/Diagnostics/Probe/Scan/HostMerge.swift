import Addressing
import Platform

/// Puts together what the threads of a scan know of the same host.
struct HostMerge {
  private let plan: ScanPlan
  private let parts: Int
  private let threads: Int
  /// Hosts of which parts are missing still, by block and offset.
  private var waiting: [HostKey: [HostPart]] = [:]

  private struct HostKey: Hashable {
    var block: Int
    var offset: UInt64
  }

  /// - Parameters:
  ///   - parts: shares of all questions, over all shards.
  ///   - threads: how many of them run here.
  init(_ plan: ScanPlan, parts: Int, threads: Int) {
    self.plan = plan
    self.parts = parts
    self.threads = threads
  }

  /// Takes a part; the host's summary when it was the last one.
  mutating func add(_ part: HostPart) -> HostSummary? {
    if threads == 1 { return summary([part]) }
    let key = HostKey(block: part.share.block, offset: part.share.offset)
    waiting[key, default: []].append(part)
    let ports = plan.lists[plan.blocks[key.block].list].count
    // Threads without a question of a small host send no part for it.
    guard let all = waiting[key], all.count == threads || settled(all) == share(of: ports, all)
    else { return nil }
    waiting[key] = nil
    return summary(all)
  }

  /// What has come of hosts that did not come whole.
  mutating func rest() -> [HostSummary] {
    let all = waiting.values.map(summary)
    waiting.removeAll()
    return all.sorted { $0.address.address < $1.address.address }
  }

  private func settled(_ parts: [HostPart]) -> Int { parts.reduce(0) { $0 + $1.share.count } }

  /// How many ports of a host this shard has; of a few at most one too many.
  private func share(of ports: Int, _ all: [HostPart]) -> Int {
    parts == threads ? ports : .max
  }

  private func summary(_ all: [HostPart]) -> HostSummary {
    let share = all[0].share
    let block = plan.blocks[share.block]
    let list = plan.lists[block.list]
    var counts = StateCounts()
    var reasons: [ReasonCount] = []
    var ports: [PortState: PortField] = [:]
    for part in all {
      let tally = part.verdicts.map { ReasonCount($0) }
      var sums = [Int](repeating: 0, count: tally.count)
      for (number, code) in part.states.enumerated() where code > 0 {
        let verdict = Int(code) - 1
        sums[verdict] += 1
        let state = part.verdicts[verdict].state
        guard state != .open else { continue }
        ports[state, default: PortField()].insert(list[part.share.start + number * parts])
      }
      for (index, count) in sums.enumerated() where count > 0 {
        counts[part.verdicts[index].state] += count
        if let place = reasons.firstIndex(where: { $0.isSame(as: tally[index]) }) {
          reasons[place].count += count
        } else {
          reasons.append(tally[index])
          reasons[reasons.count - 1].count = count
        }
      }
    }
    func set(_ state: PortState) -> PortSet? {
      ports[state].map { PortSet($0.ranges) }
    }
    return HostSummary(
      host: block.label(share.offset), address: block.scoped(share.offset), transport: .tcp,
      counts: counts, roundTrip: RoundTripSummary(all.map(\.roundTrip)),
      warnings: warnings(all, counts), closedPorts: set(.closed), filteredPorts: set(.filtered),
      openOrFilteredPorts: nil, unreachablePorts: set(.unreachable), errorPorts: set(.error),
      isComplete: all.allSatisfy(\.isComplete), reasons: reasons.sorted { $0.count > $1.count })
  }

  private func warnings(_ all: [HostPart], _ counts: StateCounts) -> [HostWarning] {
    var warnings: [HostWarning] = []
    if all.contains(where: \.wasLimited) { warnings.append(.resetsLimited) }
    if all.contains(where: \.isLossy) { warnings.append(.lossy) }
    // 50 ports: no honest host has so many services and nothing else.
    if counts.open >= 50, counts.open * 100 >= counts.total * 95 { warnings.append(.tarpit) }
    if !all.allSatisfy(\.isComplete) { warnings.append(.incomplete) }
    return warnings
  }
}

extension ReasonCount {
  init(_ verdict: PortVerdict) {
    self.init(
      state: verdict.state, reason: verdict.reason, icmp: verdict.icmp.map(ICMPFact.init),
      count: 0)
  }

  func isSame(as other: ReasonCount) -> Bool {
    state == other.state && reason == other.reason && icmp == other.icmp
  }
}

extension RoundTripSummary {
  init?(_ parts: [RoundTrip]) {
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
