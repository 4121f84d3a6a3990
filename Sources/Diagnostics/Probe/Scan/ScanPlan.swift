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
/// What an earlier run has done keeps its number and is passed over, so that the shards of a job
/// that is resumed are the shards of the job.
struct ScanPlan: Sendable {
  var blocks: [HostBlock]
  /// Lists of ports, in the order in which they are asked.
  var lists: [[UInt16]]
  /// The number of the first question: those of hosts that came before, in a long list, count.
  var start: UInt64 = 0
  /// This machine's share: `index` of `count` shards.
  var shard = (index: 0, count: 1)
  /// What need not be asked again, by address.
  var done: [ScopedAddress: PortSet] = [:]

  /// How many questions there are for this shard.
  var total: UInt64 {
    guard done.isEmpty else {
      var walk = QuestionWalk(self, part: shard.index, parts: shard.count)
      return walk.countRest()
    }
    return share(ofFirst: end) &- share(ofFirst: start)
  }

  /// The hosts of one family, whose questions are numbered by themselves: UDP asks one after the
  /// other.
  func part(_ family: AddressFamily) -> ScanPlan {
    var part = self
    part.blocks = blocks.filter { ($0.first.family == 4) == (family == .ipv4) }
    return part
  }

  /// The number of the question after the last.
  var end: UInt64 {
    blocks.reduce(start) { $0 &+ $1.count &* UInt64(lists[$1.list].count) }
  }

  /// How many of the first questions are this shard's.
  private func share(ofFirst count: UInt64) -> UInt64 {
    (count &+ UInt64(shard.count - 1 - shard.index)) / UInt64(shard.count)
  }

  /// The ports of a part's share of a host, in the order in which they are asked.
  func ports(of share: HostShare, parts: Int) -> [UInt16] {
    let block = blocks[share.block]
    let list = lists[block.list]
    let all = stride(from: share.start, to: list.count, by: parts).lazy.map { list[$0] }
    guard share.isPartial, let past = done[block.scoped(share.offset)] else { return Array(all) }
    return all.filter { !past.contains(TransportPort($0)) }
  }
}
