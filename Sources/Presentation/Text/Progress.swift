/// One line that says how far a long task has come, for a terminal's stderr. Pure: what to show and
/// whether it is time; the writing is the caller's.
///
///     37%  24,310 of 65,535  12.3k/s  3.4 s left  open 12
public struct Progress: Sendable {
  /// How much has been done, in the task's own units.
  public var done: UInt64
  /// How much there is; nil where nobody knows.
  public var total: UInt64?
  /// Since the start.
  public var elapsed: Duration
  /// More facts, the most important first: `open 12`.
  public var fields: [String]

  /// Returns the cursor to the line's start and clears the line: before the answer, or before any
  /// other message. ECMA-48 §8.3.41, EL.
  public static let erase = "\r\u{1b}[K"

  public init(done: UInt64, total: UInt64?, elapsed: Duration, fields: [String] = []) {
    self.done = done
    self.total = total
    self.elapsed = elapsed
    self.fields = fields
  }

  /// The line without its end, over the last one. Where it does not fit, the speed is left out, then
  /// how much there is, then fields from the end; the last column stays free, as some terminals wrap
  /// when it is filled.
  public func line(columns: Int) -> String {
    var parts = facts(hasTotal: true, hasSpeed: true)
    if width(of: parts) >= columns { parts = facts(hasTotal: true, hasSpeed: false) }
    if width(of: parts) >= columns { parts = facts(hasTotal: false, hasSpeed: false) }
    while parts.count > 1, width(of: parts) >= columns { parts.removeLast() }
    return Self.erase + DisplayWidth.truncated(parts.joined(separator: "  "), to: columns - 1)
  }

  /// How long it will take at the speed so far; nil before a hundredth is done, which says little of
  /// the rest, without a total, and beyond a hundred days.
  public var remaining: Duration? {
    guard let total, done > 0, done >= total / 100, done <= total else { return nil }
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let estimate = seconds * (Double(total - done) / Double(done))
    // A hundred days: beyond that the estimate says nothing.
    return estimate < 8_640_000 ? .seconds(estimate) : nil
  }

  private func facts(hasTotal: Bool, hasSpeed: Bool) -> [String] {
    var facts: [String] = []
    if let total { facts.append(NumberText.percent(done, of: total)) }
    if let total, hasTotal {
      facts.append("\(NumberText.count(done)) of \(NumberText.count(total))")
    } else {
      facts.append(NumberText.count(done))
    }
    if hasSpeed { facts.append(NumberText.rate(done, in: elapsed)) }
    // Whole seconds: a finer estimate would only flicker.
    if let remaining, done != total {
      facts.append("\(NumberText.duration(.seconds(remaining.components.seconds + 1))) left")
    }
    return facts + fields
  }

  private func width(of parts: [String]) -> Int {
    parts.reduce(2 * (parts.count - 1)) { $0 + DisplayWidth.columns(of: $1) }
  }
}

/// Decides when a progress line is due. Time comes in as the time since the task's start.
public struct ProgressThrottle: Sendable {
  /// Half a second: a task that is done sooner needs no progress line.
  public static let delay = Duration.milliseconds(500)
  /// Ten lines a second look alive and cost nothing.
  public static let interval = Duration.milliseconds(100)

  private var next: Duration

  public init(delay: Duration = Self.delay) {
    next = delay
  }

  /// Whether a line is to be shown now; the next is then due an interval later.
  public mutating func isDue(at elapsed: Duration) -> Bool {
    guard elapsed >= next else { return false }
    next = elapsed + Self.interval
    return true
  }
}
