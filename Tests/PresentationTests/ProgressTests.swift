import Testing

@testable import Presentation

@Suite struct ProgressTests {
  private let half = Progress(
    done: 24600, total: 65535, elapsed: .seconds(2), fields: ["open 12", "열린 것"])

  @Test("a line has what fits, the most important first")
  func lines() {
    let start = "\r\u{1b}[K"
    #expect(
      half.line(columns: 80) == start + "38%  24,600 of 65,535  12.3k/s  4 s left  open 12  열린 것")
    #expect(half.line(columns: 51) == start + "38%  24,600 of 65,535  4 s left  open 12  열린 것")
    #expect(half.line(columns: 41) == start + "38%  24,600  4 s left  open 12  열린 것")
    #expect(half.line(columns: 31) == start + "38%  24,600  4 s left  open 12")
    #expect(half.line(columns: 12) == start + "38%  24,600")
    #expect(half.line(columns: 3) == start + "3…".prefix(0) + "38%".prefix(1) + "…")
    #expect(half.line(columns: 0) == start)
  }

  @Test("what is not known is left out")
  func unknown() {
    #expect(
      Progress(done: 7, total: nil, elapsed: .seconds(1)).line(columns: 80).hasSuffix("K7  7/s"))
    #expect(Progress(done: 0, total: 9, elapsed: .seconds(1)).remaining == nil)
    #expect(Progress(done: 1, total: .max, elapsed: .seconds(10)).remaining == nil, "beyond sense")
    #expect(Progress(done: 600, total: 65535, elapsed: .seconds(1)).remaining == nil, "too early")
    #expect(Progress(done: 656, total: 65535, elapsed: .seconds(1)).remaining != nil)
    #expect(!Progress(done: 9, total: 9, elapsed: .seconds(1)).line(columns: 80).contains("left"))
  }

  @Test("a long scan's line has all of its facts in 80 columns")
  func scan() {
    let line = Progress(
      done: 64310, total: 65535, elapsed: .seconds(97),
      fields: ["open 12", "filtered 64,000", "window 60,000", "timeout 300 ms"])
    #expect(
      line.line(columns: 80).hasSuffix(
        "  64,310  2 s left  open 12  filtered 64,000  window 60,000  timeout 300 ms"))
  }

  @Test("no line is wider than the terminal less one column")
  func fits() {
    for columns in 1...90 {
      let line = half.line(columns: columns).dropFirst(Progress.erase.count)
      #expect(DisplayWidth.columns(of: String(line)) < columns)
    }
  }

  @Test("lines are due after the delay and then at intervals")
  func throttle() {
    var throttle = ProgressThrottle()
    let times = [0, 499, 500, 550, 599, 600, 1000, 1050].map { Duration.milliseconds($0) }
    #expect(
      times.map { throttle.isDue(at: $0) } == [false, false, true, false, false, true, true, false])
  }
}
