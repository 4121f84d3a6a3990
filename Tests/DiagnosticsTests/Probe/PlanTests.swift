import Addressing
import Platform
import Testing

@testable import Diagnostics

@Suite("Probe plans")
struct PlanTests {
  private func plan(hosts: [UInt64], ports: [Int]) -> ScanPlan {
    var blocks: [HostBlock] = []
    var next: UInt32 = 0x0A00_0000
    for (index, count) in hosts.enumerated() {
      blocks.append(
        HostBlock(
          name: nil, first: .v4(IPv4Address(bits: next)), count: count,
          list: index % ports.count))
      next += UInt32(count) + 7
    }
    return ScanPlan(blocks: blocks, lists: ports.map { (1...$0).map { UInt16($0) } })
  }

  @Test(
    "the parts of a job are disjoint and together complete",
    arguments: [
      ([1], [65535], 2),  // one host over two threads
      ([300], [1], 8),  // one port of many hosts
      ([5, 1, 17], [3, 10], 7),  // lists of different lengths
      ([3], [2], 9),  // more parts than questions
      ([5000], [20], 3),  // more than one group
    ] as [([UInt64], [Int], Int)])
  func shards(hosts: [UInt64], ports: [Int], parts: Int) {
    let plan = plan(hosts: hosts, ports: ports)
    let whole = plan.questions(0, of: 1)
    #expect(whole.count == Int(plan.total))
    #expect(Set(whole).count == whole.count)
    let pieces = (0..<parts).map { plan.questions($0, of: parts) }
    #expect(pieces.reduce(0) { $0 + $1.count } == whole.count)
    #expect(Set(pieces.joined()) == Set(whole))
    for (index, piece) in pieces.enumerated() {
      var share = plan
      share.shard = (index, parts)
      #expect(Int(share.total) == piece.count, "part \(index)")
    }
  }

  @Test(
    "a long list in batches is asked by the same shards as in one piece",
    arguments: [([1, 5], [3, 10], 4), ([300, 7, 2], [1, 1000], 3)] as [([UInt64], [Int], Int)])
  func batches(hosts: [UInt64], ports: [Int], parts: Int) {
    let whole = plan(hosts: hosts, ports: ports)
    for part in 0..<parts {
      var start: UInt64 = 0
      var asked: [String] = []
      for block in whole.blocks {
        var batch = whole
        batch.blocks = [block]
        batch.start = start
        batch.shard = (part, parts)
        start = batch.end
        let own = batch.questions(part, of: parts)
        #expect(Int(batch.total) == own.count)
        asked += own
      }
      // Only the order among hosts differs: groups end with their batch.
      #expect(asked.sorted() == whole.questions(part, of: parts).sorted(), "part \(part)")
    }
  }

  @Test("known ports come first, and one seed gives one order")
  func order() {
    let ports = PortSet([1...2000])
    let first = PlanMaking.order(ports, .tcp, isOrdered: false, seed: 5)
    #expect(first.prefix(3) == [80, 443, 22])
    #expect(Set(first).count == 2000)
    #expect(first == PlanMaking.order(ports, .tcp, isOrdered: false, seed: 5))
    #expect(first != PlanMaking.order(ports, .tcp, isOrdered: false, seed: 6))
    #expect(PlanMaking.order(ports, .tcp, isOrdered: true, seed: 5) == Array(1...2000))
  }

  @Test(
    "what is excluded is left out",
    arguments: [
      ("10.0.0.0-10.0.0.9", ["10.0.0.3-10.0.0.4"], ["10.0.0.0-10.0.0.2", "10.0.0.5-10.0.0.9"]),
      ("10.0.0.0-10.0.0.9", ["10.0.0.0-10.0.0.0"], ["10.0.0.1-10.0.0.9"]),  // at the start
      ("10.0.0.0-10.0.0.9", ["10.0.0.9-10.0.1.0"], ["10.0.0.0-10.0.0.8"]),  // over the end
      ("10.0.0.0-10.0.0.9", ["9.0.0.0-11.0.0.0"], []),  // all of it
      ("10.0.0.0-10.0.0.9", ["::-::ffff"], ["10.0.0.0-10.0.0.9"]),  // another family
      (
        "10.0.0.0-10.0.0.9", ["10.0.0.1-10.0.0.3", "10.0.0.2-10.0.0.5"],
        ["10.0.0.0-10.0.0.0", "10.0.0.6-10.0.0.9"]
      ),  // overlapping
    ])
  func exclusion(range: String, excluded: [String], rest: [String]) throws {
    let cuts = try excluded.map { try IPRange($0) }
    let found = PlanMaking.subtracting(cuts, from: try IPRange(range))
    #expect(found == (try rest.map { try IPRange($0) }))
  }

  @Test("the wait for an answer follows the answers")
  func timeout() {
    var trip = RoundTrip()
    #expect(trip.timeout(attempt: 1, cap: .seconds(1)) == .seconds(1))
    for _ in 0..<100 { trip.add(.milliseconds(200)) }
    let usual = trip.timeout(attempt: 1, cap: .seconds(1))
    #expect(usual >= .milliseconds(200) && usual < .milliseconds(220))
    for _ in 0..<100 { trip.add(.milliseconds(1)) }
    #expect(trip.timeout(attempt: 1, cap: .seconds(1)) == .milliseconds(100))
    #expect(trip.timeout(attempt: 2, cap: .seconds(1)) == .milliseconds(150))
    #expect(trip.timeout(attempt: 1, cap: .milliseconds(50)) == .milliseconds(50))
  }

  @Test("moments come out in order, whatever the order in")
  func deadlines() {
    var queue = DeadlineQueue()
    for number in [5, 1, 4, 1, 3, 9, 2] {
      queue.push(
        .init(due: .init(nanoseconds: UInt64(number)), number: number, use: 0))
    }
    var out: [Int] = []
    while let entry = queue.pop(.init(nanoseconds: 5)) { out.append(entry.number) }
    #expect(out == [1, 1, 2, 3, 4, 5])
    #expect(queue.first?.nanoseconds == 9)
  }
}
