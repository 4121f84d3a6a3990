import Platform
import TestSupport
import Testing

@testable import Sockets

@Suite("Busy wait")
struct BusyWaitTests {
  /// Which of the next `count` waits ask first, where every attempt ends the same way.
  private func attempts(_ wait: inout BusyWait, _ count: Int, withEvents: Bool) -> [Int] {
    var found: [Int] = []
    for number in 0..<count where wait.attempts() {
      found.append(number)
      wait.ended(withEvents: withEvents)
    }
    return found
  }

  @Test("it goes on with every wait while that pays")
  func paying() {
    var wait = BusyWait()
    #expect(attempts(&wait, 100, withEvents: true) == Array(0..<100))
  }

  @Test("each attempt that brings nothing is followed by twice as many waits that sleep")
  func notPaying() {
    var wait = BusyWait()
    #expect(attempts(&wait, 64, withEvents: false) == [0, 2, 5, 10, 19, 36])
  }

  @Test("a peer who takes his time is asked for in one of 257 waits, no less and no more")
  func bound() {
    var wait = BusyWait()
    _ = attempts(&wait, 100_000, withEvents: false)
    let late = attempts(&wait, 257 * 100, withEvents: false)
    #expect(late.count == 100)
  }

  @Test("after a peer has been slow for long, a quick one is served at once again within 257 waits")
  func recovery() {
    var wait = BusyWait()
    _ = attempts(&wait, 100_000, withEvents: false)
    let asked = attempts(&wait, 400, withEvents: true)
    #expect(asked.count >= 400 - BusyWait.longestPause)
  }

  @Test("after a read of much the next wait sleeps, and that one alone")
  func bulk() {
    var wait = BusyWait()
    wait.note(read: BusyWait.bulk - 1)
    let afterLittle = wait.attempts()
    wait.note(read: BusyWait.bulk)
    wait.note(read: 1)
    let afterMuch = [wait.attempts(), wait.attempts()]
    #expect(afterLittle)
    #expect(afterMuch == [false, true])
  }

  @Test("a loop that waits busily keeps its deadlines, in their order")
  func deadlines() throws {
    try onLoop { loop in
      loop.waitBusily()
      let start = Instant.now
      for microseconds in [0, 1, 20, 49, 50, 51, 500, 2000] {
        let due = start + .microseconds(microseconds)
        try await loop.sleep(until: Deadline(at: due))
        #expect(Instant.now >= due)
      }
    }
  }
}
