import Addressing
import Sockets

/// Hosts in a row that are asked the same ports.
struct HostBlock: Sendable {
  /// The name as typed; nil for addresses, which name themselves.
  var name: String?
  var first: IPAddress
  var count: UInt64
  /// The interface's number, for link-local IPv6.
  var scope: UInt32 = 0
  var zone: String?
  /// Which of the plan's lists of ports.
  var list: Int

  func address(_ offset: UInt64) -> IPAddress {
    switch first {
    case .v4(let four): .v4(IPv4Address(bits: four.bits &+ UInt32(truncatingIfNeeded: offset)))
    case .v6(let six): .v6(IPv6Address(bits: six.bits &+ UInt128(offset)))
    }
  }

  func scoped(_ offset: UInt64) -> ScopedAddress {
    switch address(offset) {
    case .v6(let six) where zone != nil: ScopedAddress(six, zone: zone)
    case let address: ScopedAddress(address)
    }
  }

  func label(_ offset: UInt64) -> String { name ?? "\(scoped(offset))" }
}

/// Who asks which questions: pure, and the same on every machine that has the same words.
///
/// Question number q of the whole scan belongs to part q mod n, where the parts are the shards of
/// `--shard` times the threads of each. Numbers run over the ports of a host, then over the hosts.
struct ScanPlan: Sendable {
  var blocks: [HostBlock]
  /// Lists of ports, in the order in which they are asked.
  var lists: [[UInt16]]
  /// This machine's share: `index` of `count` shards.
  var shard = (index: 0, count: 1)

  /// How many questions there are for this shard, at most one off.
  var total: UInt64 {
    let all = blocks.reduce(UInt64(0)) { $0 &+ $1.count &* UInt64(lists[$1.list].count) }
    return (all + UInt64(shard.count - 1 - shard.index)) / UInt64(shard.count)
  }

  var hostCount: UInt64 { blocks.reduce(0) { $0 &+ $1.count } }
}

/// One part's share of one host: every `stride`-th port from `start` on.
struct HostShare: Sendable, Hashable {
  var block: Int
  var offset: UInt64
  var start: Int
  var count: Int
}

/// Walks over the hosts of a plan in groups, and over the ports of a group's hosts in turn: no host
/// is asked everything at once, and only a group's hosts are held in memory.
struct QuestionWalk: Sendable {
  /// Questions in a group, about; a group has one host at least.
  private static let groupSize = 65_536
  private static let mostHosts = 4_096

  let plan: ScanPlan
  let part: Int
  let parts: Int

  private var block = 0
  private var offset: UInt64 = 0
  /// The number of the next host's first question, modulo `parts`.
  private var phase = 0
  private var group: [HostShare] = []
  private var round = 0
  private var place = 0

  init(_ plan: ScanPlan, part: Int, parts: Int) {
    self.plan = plan
    self.part = part
    self.parts = parts
  }

  struct Step {
    var share: HostShare
    /// The place of the host in its group, and the number of the port among the host's share.
    var place: Int
    var round: Int
    var isFirst: Bool { round == 0 }
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

  func port(_ share: HostShare, _ round: Int) -> UInt16 {
    plan.lists[plan.blocks[share.block].list][share.start + round * parts]
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
      if count > 0 {
        group.append(HostShare(block: block, offset: offset, start: start, count: count))
      }
      size += count
      phase = (phase + ports) % parts
      offset += 1
    }
    return !group.isEmpty
  }
}
