import TestSupport
import Testing

@testable import Diagnostics

@Suite("The threads of a scan")
struct ThreadGateTests {
  @Test("a thread is so many groups ahead of the slowest at most")
  func ahead() {
    let gate = ThreadGate(threads: 3, mostAhead: 1)
    #expect(gate.admits(0, to: 1))
    #expect(gate.admits(1, to: 1))
    #expect(gate.admits(0, to: 2))
    #expect(!gate.admits(0, to: 3))
    #expect(gate.admits(1, to: 2))
    #expect(gate.admits(0, to: 3))
  }

  @Test("nobody waits for a thread that has not begun or has ended")
  func absent() {
    let gate = ThreadGate(threads: 2, mostAhead: 1)
    for group in 1...5 { #expect(gate.admits(0, to: group)) }
    #expect(gate.admits(1, to: 1))
    #expect(!gate.admits(0, to: 6))
    gate.leave(1)
    #expect(gate.admits(0, to: 6))
  }

  @Test("one of them may always go on, in whatever order they ask")
  func progress() {
    let gate = ThreadGate(threads: 4, mostAhead: 1)
    var groups = [1, 1, 1, 1]
    for thread in groups.indices { #expect(gate.admits(thread, to: 1)) }
    var random = SeededRandom.forTest("threads of a scan")
    while let slowest = groups.min(), slowest < 50 {
      let thread = random.below(4)
      let isAdmitted = gate.admits(thread, to: groups[thread] + 1)
      if groups[thread] == slowest { #expect(isAdmitted) }
      if isAdmitted { groups[thread] += 1 }
      #expect(groups.allSatisfy { $0 - (groups.min() ?? 0) <= 1 })
    }
  }
}
