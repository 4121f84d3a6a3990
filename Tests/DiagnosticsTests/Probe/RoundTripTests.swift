import Platform
import Testing

@testable import Diagnostics

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
