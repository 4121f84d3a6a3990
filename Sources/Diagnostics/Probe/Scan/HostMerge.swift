import Addressing

/// Puts together what the threads of a scan know of the same host.
struct HostMerge {
  private let plan: ScanPlan
  private let parts: Int
  private let threads: Int
  /// The number of each block's first question, modulo `parts`.
  private let phases: [Int]
  /// Hosts of which parts are missing still.
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
    var phase = Int(plan.start % UInt64(parts))
    phases = plan.blocks.map { block in
      defer {
        let count = Int(block.count % UInt64(parts))
        phase = (phase + count * plan.lists[block.list].count) % parts
      }
      return phase
    }
  }

  /// Takes a part; the host's summary when it was the last one.
  mutating func add(_ part: HostPart) -> HostSummary? {
    if threads == 1 { return summary([part]) }
    let key = HostKey(block: part.share.block, offset: part.share.offset)
    waiting[key, default: []].append(part)
    guard let all = waiting[key], all.count >= expectedParts(of: key) else { return nil }
    waiting[key] = nil
    return summary(all)
  }

  /// What has come of hosts that did not come whole.
  mutating func rest() -> [HostSummary] {
    let all = waiting.values.map(summary)
    waiting.removeAll()
    return all.sorted { $0.address.address < $1.address.address }
  }

  /// How many of the threads here have a question for the host: of a host with few ports not all.
  private func expectedParts(of key: HostKey) -> Int {
    let block = plan.blocks[key.block]
    let count = plan.lists[block.list].count
    let phase = (phases[key.block] + Int(key.offset % UInt64(parts)) * count) % parts
    return (0..<threads).count { thread in
      let part = plan.shard.index + thread * plan.shard.count
      let start = (part - phase + parts) % parts
      guard start < count else { return false }
      if plan.done.isEmpty { return true }
      let share = HostShare(
        block: key.block, offset: key.offset, start: start, count: 0, isPartial: true)
      return !plan.ports(of: share, parts: parts).isEmpty
    }
  }

  private func summary(_ all: [HostPart]) -> HostSummary {
    HostSummary(all, of: plan, parts: parts, transport: .tcp)
  }
}
