import Platform
import Sockets
import TestSupport
import Testing

@testable import Diagnostics

@Suite("Many names")
struct BulkTests {
  @Test("each different name is looked up once, whatever its case; lines keep their names")
  func distinct() {
    var list = BulkList()
    list.append(file: Array("a.example\nB.example # b\n\n# none\n\tA.EXAMPLE\r\na.example".utf8))
    #expect(list.names == ["a.example", "B.example", "A.EXAMPLE", "a.example"])
    #expect(list.places == [[0, 2, 3], [1]])
    #expect(list.faults.isEmpty)
  }

  @Test("a line that holds no name is reported with its place, and stops nobody")
  func faults() {
    var list = BulkList()
    list.append(file: Array("ok.example\n  two words\na..b\nlast.example\n".utf8))
    #expect(list.names == ["ok.example", "last.example"])
    #expect(
      list.faults == [
        .init(line: 2, column: 3, text: "two words", reason: "a blank in the name"),
        .init(
          line: 3, column: 1, text: "a..b",
          reason: "an empty label: two dots in a row, or one at the front"),
      ])
  }

  /// Steps a pool through time against a network whose look-ups take `latency` and cost `cost`.
  static func settle(latency: Duration, cost: Duration, rate: (Int) -> Double) -> Int {
    var sizing = PoolSizing(fixed: nil, cap: 500, processors: 2)
    var used = Duration.zero
    var elapsed = Duration.zero
    let tick = Duration.milliseconds(5)
    for _ in 0..<400 {
      elapsed += tick
      if elapsed >= latency {
        for _ in 0..<Int(rate(sizing.size) * tick.inSeconds) {
          sizing.note(latency)
          used += cost
        }
      }
      sizing.adjust(after: tick, used: used, isQueued: true)
    }
    return sizing.size
  }

  @Test("a distant server gets as many look-ups as keep two processors busy")
  func distant() {
    // 20 ms and 80 µs: 2 × 250.
    let size = Self.settle(
      latency: .milliseconds(20), cost: .microseconds(80)
    ) { Double($0) / 0.020 }
    #expect(size == 500)
  }

  @Test("a server at hand does not: more look-ups only wait for processors")
  func near() {
    let size = Self.settle(latency: .milliseconds(1), cost: .microseconds(70)) { _ in
      15_000
    }
    #expect(size <= 64)
  }

  @Test("a silent server is asked by all at once after a few steps")
  func silent() {
    var sizing = PoolSizing(fixed: nil, cap: 300, processors: 2)
    var steps = 0
    while sizing.size < 256, steps < 100 {
      sizing.adjust(after: .milliseconds(5), used: .zero, isQueued: true)
      steps += 1
    }
    #expect(steps <= 10)
  }

  @Test("where a server refuses one in four, half as many ask; fewer are the names' own failures")
  func refusals() {
    var sizing = PoolSizing(fixed: nil, cap: 500, processors: 2)
    while sizing.size < 256 {
      sizing.adjust(after: .milliseconds(5), used: .zero, isQueued: true)
    }
    for _ in 0..<90 { sizing.note(.milliseconds(1)) }
    sizing.note(refusals: 10)
    #expect(sizing.size == 256)
    for _ in 0..<60 { sizing.note(.milliseconds(1)) }
    sizing.note(refusals: 40)
    #expect(sizing.size == 128)
    for _ in 0..<10 { sizing.note(refusals: 100) }
    #expect(sizing.size == PoolSizing.initial)
  }

  @Test("late is four times what the quicker ones take, and 250 ms; with few answers nothing is")
  func lateness() {
    var sizing = PoolSizing(fixed: nil, cap: 512, processors: 2)
    for _ in 0..<63 { sizing.note(.milliseconds(20)) }
    #expect(sizing.lateness == nil)
    sizing.note(.milliseconds(20))
    #expect(sizing.lateness == .milliseconds(250))
    for _ in 0..<64 { sizing.note(.milliseconds(200)) }
    #expect(sizing.lateness == .milliseconds(800))
  }

  @Test("a server that only refuses is not asked by more")
  func refusedAtOnce() {
    var sizing = PoolSizing(fixed: nil, cap: 500, processors: 2)
    sizing.note(refusals: 5)
    for _ in 0..<10 { sizing.adjust(after: .milliseconds(5), used: .zero, isQueued: true) }
    #expect(sizing.size == PoolSizing.initial)
  }

  @Test("a number that was asked for is kept, within the descriptors")
  func fixed() {
    var sizing = PoolSizing(fixed: 40, cap: 24, processors: 2)
    #expect(sizing.size == 24)
    sizing.adjust(after: .seconds(1), used: .zero, isQueued: true)
    #expect(sizing.size == 24)
    sizing.shrink(to: 10)
    #expect(sizing.size == 10)
  }

  @Test("names that no thread can be had for are given up, each once")
  func withoutThreads() throws {
    try onLoop { loop in
      let question = ResolveQuestion("")
      let system = NameSystem(
        resolver: ResolverConfiguration(), services: NameServiceSwitch(services: []),
        policy: .standard, hostsPath: "/dev/null")
      let pool = LookupPool(
        count: 3, bell: Mailbox(on: loop), inquiry: BulkInquiry(question: question, system: system)
      ) { "\($0).invalid" }
      pool.abandonQueue(SystemError("pthread_create", 11))
      let found = pool.collect(limit: .seconds(1)).findings
      #expect(found.map(\.index) == [0, 1, 2])
      #expect(found.allSatisfy { $0.any.error?.reason == .noThread })
      #expect(!pool.isQueued && pool.collect(limit: .seconds(1)).findings.isEmpty)
    }
  }
}
