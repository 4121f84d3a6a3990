import Platform
import TestSupport
import Testing

@testable import Diagnostics
@testable import Sockets

@Suite("Which name is looked up next, and which answer stands")
struct LookupLedgerTests {
  /// A ledger with a clock of its own, whose threads do what the test says.
  struct Scene {
    var ledger: LookupLedger
    var now = Instant(nanoseconds: 0)
    var found: [BulkFinding] = []
    var askedTwice = 0

    init(_ count: Int, isFixed: Bool = false) {
      ledger = LookupLedger(count: count, isFixed: isFixed, start: now)
    }

    /// Starts threads; the place and the name of each.
    mutating func start(_ wanted: Int, cap: Int = 1_000) -> [(place: Int, name: Int)] {
      (0..<ledger.grow(to: wanted, cap: cap)).compactMap { _ in
        let place = ledger.enter()
        return ledger.take(at: place, now).map { (place, $0) }
      }
    }

    /// Brings an answer, and takes the next name.
    mutating func answer(_ name: Int, at place: Int, _ code: Int32 = -2) -> Int? {
      let outcome = LookupOutcome(
        .failure(LookupError(resolver: code, cause: 0)), elapsed: .milliseconds(1))
      ledger.leave(BulkFinding(index: name, any: outcome), at: place, now)
      return ledger.take(at: place, now)
    }

    mutating func pass(_ milliseconds: Int, limit: Duration = .seconds(15)) {
      now = now + .milliseconds(milliseconds)
      collect(limit: limit)
    }

    mutating func collect(limit: Duration = .seconds(15)) {
      let batch = ledger.collect(limit: limit, lateness: .milliseconds(250), at: now)
      found += batch.findings
      askedTwice += batch.askedTwice
    }
  }

  /// EAI_NONAME is an answer; EAI_AGAIN, -3, that nobody answered as he should.
  private static let again: Int32 = -3

  /// Two names, of which the first is answered and the second late.
  private static func late() throws -> (scene: Scene, place: Int) {
    var scene = Scene(2)
    let threads = scene.start(2)
    #expect(scene.answer(threads[0].name, at: threads[0].place) == nil)
    scene.pass(300)
    #expect(scene.found.map(\.index) == [threads[0].name])
    return (scene, threads[1].place)
  }

  @Test("a late name is asked again, and the repeat's answer stands, once")
  func repeated() throws {
    var (scene, first) = try Self.late()
    let again = try #require(scene.start(2).first)
    #expect(again.name == 1)
    #expect(scene.answer(1, at: again.place) == nil)
    #expect(scene.answer(1, at: first) == nil)
    scene.collect()
    #expect(scene.found.map(\.index) == [0, 1])
    #expect(scene.askedTwice == 1)
  }

  @Test("the first may still be quicker; then the repeat says nothing")
  func firstComes() throws {
    var (scene, first) = try Self.late()
    let again = try #require(scene.start(2).first)
    #expect(scene.answer(1, at: first) == nil)
    #expect(scene.answer(1, at: again.place) == nil)
    scene.collect()
    #expect(scene.found.map(\.index) == [0, 1])
  }

  @Test("a repeat that fails says nothing, and the first goes on")
  func repeatFails() throws {
    var (scene, first) = try Self.late()
    let again = try #require(scene.start(2).first)
    #expect(scene.answer(1, at: again.place, Self.again) == nil)
    scene.collect()
    #expect(scene.found.count == 1)
    #expect(scene.answer(1, at: first) == nil)
    scene.collect()
    #expect(scene.found.map(\.index) == [0, 1])
  }

  @Test("four questions are the most, and the limit counts from the first")
  func limit() throws {
    var (scene, _) = try Self.late()
    var repeats = 0
    while scene.now < Instant(nanoseconds: 14_000_000_000) {
      repeats += scene.start(2).count
      scene.pass(300)
    }
    #expect(repeats == 3)
    #expect(scene.found.count == 1)
    scene.pass(2_000)
    #expect(scene.found.map(\.index) == [0, 1])
    #expect(scene.found[1].any.isUnanswered)
    #expect(scene.askedTwice == 1)
  }

  @Test("where nobody is answered, nothing is late")
  func silence() {
    var scene = Scene(3)
    #expect(scene.start(2).count == 2)
    scene.pass(5_000)
    #expect(scene.start(2).isEmpty)
    #expect(scene.ledger.active == 2)
  }

  @Test("a late look-up leaves its place to another, unless the user has said how many")
  func replaced() {
    for isFixed in [false, true] {
      var scene = Scene(5, isFixed: isFixed)
      let threads = scene.start(2)
      #expect(scene.answer(threads[0].name, at: threads[0].place) == 2)
      // The second is 300 ms old, the third new.
      scene.now = scene.now + .milliseconds(300)
      #expect(scene.answer(2, at: threads[0].place) == 3)
      scene.collect()
      #expect(scene.start(2).map(\.name) == (isFixed ? [] : [4]))
    }
  }

  @Test("any course of things brings each name once, with no more threads than are allowed")
  func anything() {
    var random = SeededRandom.forTest("lookup ledger")
    for _ in 0..<max(1, SeededRandom.inputs / 50) {
      let count = Int.random(in: 1...60, using: &random)
      let wanted = Int.random(in: 1...40, using: &random)
      let cap = Int.random(in: 1...80, using: &random)
      let isFixed = Bool.random(using: &random)
      // Without a limit nobody is given up, and every thread counts.
      let limit: Duration = Bool.random(using: &random) ? .seconds(3) : .seconds(1_000_000)
      var scene = Scene(count, isFixed: isFixed)
      var threads: [(place: Int, name: Int)] = []
      var steps = 0
      while scene.found.count < count {
        steps += 1
        guard steps < 20_000 else {
          Issue.record("no end: \(count) names, \(wanted) threads, cap \(cap)")
          return
        }
        threads += scene.start(wanted, cap: cap)
        #expect(threads.count <= cap)
        #expect(!isFixed || limit == .seconds(3) || threads.count <= wanted)
        for _ in 0..<Int.random(in: 0...8, using: &random) where !threads.isEmpty {
          let thread = threads.remove(at: .random(in: threads.indices, using: &random))
          let code: Int32 = Int.random(in: 0..<8, using: &random) == 0 ? Self.again : -2
          if let next = scene.answer(thread.name, at: thread.place, code) {
            threads.append((thread.place, next))
          }
        }
        scene.pass(.random(in: 0...200, using: &random), limit: limit)
      }
      #expect(Set(scene.found.map(\.index)).count == count)
      #expect(scene.found.count == count)
    }
  }
}
