import Platform
import Testing

@testable import Diagnostics

@Suite("Scan window")
struct ScanWindowTests {
  let start = Instant(nanoseconds: 1_000_000_000)

  /// The window after so many answers, all at one moment.
  func after(
    _ answers: Int, _ window: ScanWindow, isDelayed: Bool = false, isLate: Bool = false
  ) -> ScanWindow {
    var window = window
    for _ in 0..<answers { window.answered(isLate: isLate, isDelayed: isDelayed, start) }
    return window
  }

  @Test("it triples in a round trip while no queue stands")
  func tripling() {
    let once = after(1000, ScanWindow(from: 1000, upTo: 60_000))
    #expect(once.size == 3000)
    #expect(after(3000, once).size == 9000)
  }

  @Test("eight delayed answers end the start, and a standing queue all growth")
  func queue() {
    let grown = after(1000, ScanWindow(from: 1000, upTo: 60_000))
    let queued = after(3000, grown, isDelayed: true)
    // Before the eighth answer nothing is known: seven grow by two each.
    #expect(queued.size == 3014)
    let free = after(3014, queued)
    #expect(free.size > 3014 && free.size <= 3014 + 3014 / 4 + 8)
  }

  @Test("one quick answer in eight is no queue")
  func jitter() {
    var window = after(1000, ScanWindow(from: 1000, upTo: 60_000))
    for number in 0..<3000 {
      window.answered(isLate: false, isDelayed: number % 8 != 0, start)
    }
    #expect(window.size == 9000)
  }

  @Test("silence grows it by half, and not once answers have been lost")
  func silence() {
    var window = ScanWindow(from: 1000, upTo: 60_000)
    for _ in 0..<1000 { window.wasSilent() }
    #expect(window.size == 1500)
    window.limit(to: 1200)
    for _ in 0..<1000 { window.wasSilent() }
    #expect(window.size == 1200)
  }

  @Test("losses of the path itself do not shrink it, overload does", arguments: [10, 3])
  func losses(oneIn: Int) {
    var window = after(1000, ScanWindow(from: 1000, upTo: 60_000))
    let before = window.size
    for number in 1...600 {
      let now = start + .milliseconds(number)
      window.answered(isLate: number % oneIn == 0, isDelayed: true, now)
    }
    if oneIn == 10 {
      #expect(window.size >= before)
    } else {
      #expect(window.size < before && window.size >= 1000)
    }
  }

  @Test("a fixed window stays, whatever comes")
  func fixed() {
    let window = after(5000, ScanWindow(fixed: 64), isLate: true)
    #expect(after(5000, window).size == 64)
  }

  @Test("it is never more than there are descriptors, nor less than one")
  func ends() {
    #expect(after(100, ScanWindow(from: 1000, upTo: 40)).size == 40)
    var window = ScanWindow(from: 0, upTo: 0)
    window.limit(to: 0)
    #expect(window.size == 1)
  }
}

@Suite("Round trips")
struct RoundTripTests {
  @Test("thousands of even answers do not shrink the wait to their own evenness")
  func memory() {
    var trip = RoundTrip()
    for _ in 0..<100 { trip.add(.milliseconds(100), outOf: 10_000) }
    // 100 ms, and 4 times the first sample's half: 100 answers of 10,000 are no round trip yet.
    let wait = trip.timeout(attempt: 1, cap: .seconds(1))
    #expect(wait > .milliseconds(290) && wait <= .milliseconds(300))
    for _ in 0..<100_000 { trip.add(.milliseconds(100), outOf: 10_000) }
    #expect(trip.timeout(attempt: 1, cap: .seconds(1)) < .milliseconds(110))
  }

  @Test("before any answer silence is looked at in ever longer steps, up to the cap")
  func looks() {
    let trip = RoundTrip()
    #expect(trip.firstLook(attempt: 1, cap: .seconds(1)) == .milliseconds(100))
    #expect(trip.firstLook(attempt: 1, cap: .milliseconds(30)) == .milliseconds(30))
    #expect(
      trip.timeout(attempt: 1, after: .milliseconds(400), cap: .seconds(1)) == .milliseconds(800))
    #expect(trip.timeout(attempt: 1, after: .milliseconds(800), cap: .seconds(1)) == .seconds(1))
  }

  @Test("an answer of another port decides how long the first questions wait")
  func lateKnowledge() {
    var trip = RoundTrip()
    trip.add(.milliseconds(50))
    // 50 ms and 4 times its half: RFC 6298 §2.2.
    let wait = trip.timeout(attempt: 1, after: .milliseconds(100), cap: .seconds(1))
    #expect(wait == .milliseconds(150))
  }

  @Test(
    "an answer is delayed from an eighth more than the fastest on, 4 to 16 ms",
    arguments: [
      (10, 14, false),  // the margin is 4 ms at least
      (10, 15, true),
      (80, 90, false),  // an eighth
      (80, 91, true),
      (400, 416, false),  // 16 ms at most
      (400, 417, true),
    ])
  func delay(least: Int, latency: Int, isDelayed: Bool) {
    var trip = RoundTrip()
    for _ in 0..<10 { trip.add(.milliseconds(least)) }
    #expect(trip.isDelayed(.milliseconds(latency)) == isDelayed)
  }
}

@Suite("Port field")
struct PortFieldTests {
  @Test(
    "ports come out in order, those in a row together",
    arguments: [
      ([], []),
      ([80], [80...80]),
      ([443, 80, 81], [80...81, 443...443]),
      ([64, 63, 62], [62...64]),  // over a word's end
      ([65_535, 0], [0...0, 65_535...65_535]),
    ] as [([UInt16], [ClosedRange<UInt16>])])
  func order(ports: [UInt16], ranges: [ClosedRange<UInt16>]) {
    var field = PortField()
    for port in ports { field.insert(port) }
    #expect(field.ranges == ranges)
  }

  @Test("all ports are one range")
  func all() {
    var field = PortField()
    for port in UInt16.min...UInt16.max { field.insert(port) }
    #expect(field.ranges == [0...65_535])
  }
}
