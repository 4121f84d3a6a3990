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
