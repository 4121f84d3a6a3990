import Addressing

/// One part's share of one host: every `parts`-th port of its list from `start` on.
struct HostShare: Sendable, Hashable {
  var block: Int
  var offset: UInt64
  var start: Int
  /// How many ports there are to be asked.
  var count: Int
  /// Whether some were done by an earlier run.
  var isPartial = false
}

/// Walks over the hosts of a plan in groups, and over the ports of a group's hosts in turn: no host
/// is asked everything at once, and only a group's hosts are held in memory.
struct QuestionWalk: Sendable {
  /// Questions in a group, about; a group has one host at least.
  private static let groupSize = 65_536
  /// Hosts that are asked in turn: enough to spare each of them, and few enough to be kept in mind.
  private static let mostHosts = 64

  let plan: ScanPlan
  let part: Int
  let parts: Int

  private var block = 0
  private var offset: UInt64 = 0
  /// The number of the next host's first question, modulo `parts`.
  private var phase: Int
  private var group: [HostShare] = []
  /// How many groups have been begun.
  private(set) var groupCount = 0
  private var round = 0
  private var place = 0
  /// What is left of hosts that an earlier run has begun: as many as were open when it ended.
  private var rests: [HostShare: [UInt16]] = [:]

  init(_ plan: ScanPlan, part: Int, parts: Int) {
    self.plan = plan
    self.part = part
    self.parts = parts
    phase = Int(plan.start % UInt64(parts))
  }

  struct Step {
    var share: HostShare
    /// The place of the host in its group, and the number of the port among the host's share.
    var place: Int
    var round: Int
    var isFirst: Bool { round == 0 }
    var beginsGroup: Bool { round == 0 && place == 0 }
  }

  /// The next question; nil when there are no more. Shares without questions are skipped.
  mutating func next() -> Step? {
    while true {
      while place < group.count {
        let share = group[place]
        place += 1
        if round < share.count { return Step(share: share, place: place - 1, round: round) }
      }
      round += 1
      place = 0
      if group.allSatisfy({ $0.count <= round }) || group.isEmpty {
        guard beginGroup() else { return nil }
      }
    }
  }

  /// How many questions are left.
  mutating func countRest() -> UInt64 {
    var count = UInt64(0)
    while beginGroup() { count += group.reduce(0) { $0 + UInt64($1.count) } }
    return count
  }

  func port(_ share: HostShare, _ round: Int) -> UInt16 {
    if share.isPartial, let rest = rests[share] { return rest[round] }
    return plan.lists[plan.blocks[share.block].list][share.start + round * parts]
  }

  private mutating func beginGroup() -> Bool {
    group.removeAll(keepingCapacity: true)
    round = 0
    place = 0
    var size = 0
    while block < plan.blocks.count, group.count < Self.mostHosts, size < Self.groupSize {
      let current = plan.blocks[block]
      if offset >= current.count {
        block += 1
        offset = 0
        continue
      }
      let ports = plan.lists[current.list].count
      let start = (part - phase + parts) % parts
      let count = ports > start ? (ports - 1 - start) / parts + 1 : 0
      var share = HostShare(block: block, offset: offset, start: start, count: count)
      if !plan.done.isEmpty { takeOutDone(&share) }
      if share.count > 0 { group.append(share) }
      size += share.count
      phase = (phase + ports) % parts
      offset += 1
    }
    if group.isEmpty { return false }
    groupCount += 1
    return true
  }

  private mutating func takeOutDone(_ share: inout HostShare) {
    guard share.count > 0, plan.done[plan.blocks[share.block].scoped(share.offset)] != nil else {
      return
    }
    var partial = share
    partial.isPartial = true
    let rest = plan.ports(of: partial, parts: parts)
    if rest.count == share.count { return }
    partial.count = rest.count
    share = partial
    if !rest.isEmpty { rests[share] = rest }
  }
}
