import Platform

/// How many questions one thread has open at once: from what any router bears to what the path
/// does, found as TCP finds its congestion window.
struct ScanWindow: Sendable {
  private var width: Double
  private let most: Double
  private let isFixed: Bool
  /// Whether neither a queue nor a loss has been seen so far.
  private var isStarting = true
  private var hasLost = false
  /// The answers of one round trip: how many came, how many make it whole, and whether one of them
  /// came so soon that no queue stands.
  private var round = (answers: 0, length: 0, isFree: false)
  private var isQueued = false
  /// Answers since `countedSince`, and how many of them came to a second or later try.
  private var recent = (answers: 0, late: 0)
  private var countedSince = Instant(nanoseconds: 0)

  init(fixed size: Int) {
    width = Double(max(1, size))
    most = width
    isFixed = true
  }

  init(from start: Int, upTo most: Int) {
    self.most = Double(max(1, most))
    width = min(Double(max(1, start)), self.most)
    isFixed = false
  }

  var size: Int { Int(width) }

  /// A reset or a handshake came.
  ///
  /// While nothing has gone wrong the window grows to its triple in a round trip. That ends with the
  /// first queue: when even the fastest of a round's first eight answers is delayed (RFC 9406 §4.2).
  /// From then on it grows by a quarter in a round trip, and not while a queue stands.
  mutating func answered(isLate: Bool, isDelayed: Bool, _ now: Instant) {
    recent.answers += 1
    if isLate {
      recent.late += 1
    } else {
      follow(isDelayed: isDelayed)
      if !isQueued { grow(by: isStarting ? 2 : 0.25) }
    }
    if now - countedSince > .milliseconds(200) { judgeLosses(now) }
  }

  /// An ICMP message came: somebody is there and keeps up.
  mutating func rejected() { grow(by: hasLost ? 0.25 : 1) }

  /// Nothing came. As long as nothing has shown that more would be lost than a firewall drops,
  /// silence is no reason to be slow.
  mutating func wasSilent() {
    if !hasLost { grow(by: 0.5) }
  }

  /// The system bears no more than this.
  mutating func limit(to size: Int) {
    width = min(width, Double(max(1, size)))
    hasLost = true
    isStarting = false
  }

  private mutating func follow(isDelayed: Bool) {
    if round.answers >= round.length {
      round = (0, size, false)
    }
    round.answers += 1
    if !isDelayed { round.isFree = true }
    guard round.answers >= min(8, round.length) else { return }
    isQueued = !round.isFree
    if isQueued { isStarting = false }
  }

  /// Looks whether the window is too much for the path. Some loss is the path's own and the same for
  /// every window: one answer in six that has to be asked for again is not.
  private mutating func judgeLosses(_ now: Instant) {
    defer {
      recent = (0, 0)
      countedSince = now
    }
    guard !isFixed, recent.answers >= 50, recent.late * 6 > recent.answers else { return }
    hasLost = true
    isStarting = false
    width = max(min(1000, most), width * 0.75)
  }

  private mutating func grow(by step: Double) {
    if !isFixed { width = min(most, width + step) }
  }
}
