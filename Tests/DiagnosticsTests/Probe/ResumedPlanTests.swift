import Addressing
import Sockets
import Testing

@testable import Diagnostics

@Suite("Probe plans that go on where an earlier run ended")
struct ResumedPlanTests {
  private static let first = IPv4Address(bits: 0x0A00_0000)

  private func address(_ offset: UInt32) -> ScopedAddress {
    ScopedAddress(.v4(IPv4Address(bits: Self.first.bits + offset)))
  }

  private func plan(hosts: UInt64, ports: UInt16) -> ScanPlan {
    ScanPlan(
      blocks: [HostBlock(name: nil, first: .v4(Self.first), count: hosts, list: 0)],
      lists: [Array(1...ports).reversed()])
  }

  @Test("what is done is left out, and nothing else", arguments: [1, 2, 3, 8])
  func rest(parts: Int) {
    let whole = plan(hosts: 5, ports: 40)
    var resumed = whole
    resumed.done = [
      address(0): PortSet([1...40]),  // finished
      address(1): PortSet([1...9, 20...20]),  // in the middle
      address(3): PortSet([50...60]),  // other ports than are asked
      address(9): PortSet([1...40]),  // no target any more
    ]
    var left = Set(whole.questions(0, of: 1))
    for port in 1...40 { left.remove("\(address(0)):\(port)") }
    for port in Array(1...9) + [20] { left.remove("\(address(1)):\(port)") }
    for part in 0..<parts {
      // Each question stays with the shard that has it in the whole job.
      let mine = Set(whole.questions(part, of: parts)).intersection(left)
      let asked = resumed.questions(part, of: parts)
      #expect(Set(asked) == mine && asked.count == mine.count, "part \(part) of \(parts)")
      var share = resumed
      share.shard = (part, parts)
      #expect(share.total == UInt64(mine.count), "part \(part) of \(parts)")
    }
  }

  @Test(
    "a host is told of once, as soon as each thread that has a question of it is done",
    arguments: [(1, 2), (3, 2), (40, 4)] as [(UInt16, Int)], [1, 3])
  func merging(job: (UInt16, Int), shards: Int) {
    let (ports, threads) = job
    var plan = plan(hosts: 20, ports: ports)
    plan.shard = (index: shards - 1, count: shards)
    plan.done = [address(4): PortSet([1...ports]), address(5): PortSet([1...(ports + 1) / 2])]
    let parts = shards * threads
    var merge = HostMerge(plan, parts: parts, threads: threads)
    var (told, asked) = (0, 0)
    for thread in 0..<threads {
      var walk = QuestionWalk(plan, part: plan.shard.index + thread * shards, parts: parts)
      while let step = walk.next() {
        guard step.isFirst else { continue }
        var host = HostProgress(
          share: step.share, address: .any(.ipv4), allowance: 2)
        for number in 0..<step.share.count {
          host.settle(number, PortVerdict(.closed, .reset))
          asked += 1
        }
        if let summary = merge.add(HostPart(host)) {
          told += summary.counts.closed
          #expect(summary.closedPorts?.count == summary.counts.closed)
        }
      }
    }
    #expect(told == asked)
    #expect(merge.rest().isEmpty)
  }
}
