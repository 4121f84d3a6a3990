import Platform
import Testing

@testable import Sockets

/// Time goes as the tests say: from one moment at which the wheel wants to be looked at to the next.
@Suite("Deadline wheel")
struct DeadlineWheelTests {
  private static let start = Instant(nanoseconds: 7_000_000_123)

  /// Slots whose probes wait so many milliseconds.
  private final class Waiting {
    let slots: UnsafeMutablePointer<ScanSlot>

    init(_ milliseconds: [Int]) {
      slots = .allocate(capacity: milliseconds.count)
      slots.initialize(repeating: ScanSlot(), count: milliseconds.count)
      for (index, wait) in milliseconds.enumerated() {
        slots[index].take(
          ConnectProbe(
            address: .loopback(.ipv4), tag: UInt64(index), timeout: .milliseconds(wait)),
          DeadlineWheelTests.start)
      }
    }

    deinit { slots.deallocate() }
  }

  @Test("deadlines come in order, none early and none late, far beyond the horizon as well")
  func order() {
    // The wheel's 4096 buckets of 2^20 ns end after 4294.97 ms.
    let waits = [4600, 1, 4294, 100_000, 2, 4295, 20_000, 2, 9000, 4000, 4296, 8590, 12_885]
    let waiting = Waiting(waits)
    var wheel = DeadlineWheel(from: Self.start)
    for index in waits.indices { wheel.insert(Int32(index), waiting.slots) }
    var came: [Int] = []
    while let now = wheel.nextDue {
      while let index = wheel.popExpired(now, waiting.slots) {
        let late = now - waiting.slots[Int(index)].deadline
        #expect(late >= .zero && late < .milliseconds(2.2), "\(waits[Int(index)]) ms: \(late)")
        came.append(waits[Int(index)])
      }
    }
    #expect(came == waits.sorted())
  }

  @Test("after a long sleep all that were due come at once, and the others stay")
  func sleep() {
    let waits = Array(1...5000) + [9000, 61_000]
    let waiting = Waiting(waits)
    var wheel = DeadlineWheel(from: Self.start)
    for index in waits.indices { wheel.insert(Int32(index), waiting.slots) }
    let now = Self.start + .seconds(60)
    var came = 0
    while wheel.popExpired(now, waiting.slots) != nil { came += 1 }
    #expect(came == 5001)
    #expect(wheel.nextDue.map { $0 > now } == true)
  }

  @Test("what is answered in time never expires, wherever it stood in its bucket")
  func removal() {
    let waits = Array(repeating: 50, count: 9) + [60]
    let waiting = Waiting(waits)
    var wheel = DeadlineWheel(from: Self.start)
    for index in waits.indices { wheel.insert(Int32(index), waiting.slots) }
    // The last of the bucket's list, its first, one inside, and a bucket's only one.
    for index in [0, 8, 4, 9] as [Int32] { wheel.remove(index, waiting.slots) }
    var came: Set<Int32> = []
    while let index = wheel.popExpired(Self.start + .seconds(1), waiting.slots) {
      came.insert(index)
    }
    #expect(came == [1, 2, 3, 5, 6, 7])
    #expect(wheel.nextDue == nil)
  }
}
