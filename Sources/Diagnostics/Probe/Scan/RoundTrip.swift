import Platform

/// What the answers of one host say about the time to wait for the next (RFC 6298 §2).
struct RoundTrip: Sendable {
  /// A wait is never shorter: schedulers and radio links need that much on a bad day.
  static let floor = Int64(100_000_000)

  private var smoothed = Int64(0)
  private var variation = Int64(0)
  private(set) var least = Int64.max
  private(set) var count = 0
  private var sum = Int64(0)

  /// - Parameter inFlight: questions open at the time. The variation rises with each sample and
  ///   falls over round trips, each of which brings so many (RFC 7323 appendix G): else the last
  ///   dozen of a thousand answers would be all that it remembers.
  mutating func add(_ latency: Duration, outOf inFlight: Int = 1) {
    let sample = latency.wholeNanoseconds
    if count == 0 {
      smoothed = sample
      variation = sample / 2
    } else {
      let change = abs(smoothed - sample) - variation
      variation += change > 0 ? change / 4 : change / Int64(4 * max(1, inFlight / 2))
      smoothed += (sample - smoothed) / 8
    }
    least = min(least, sample)
    sum += sample
    count += 1
  }

  /// How long silence is waited out: srtt + 4·rttvar between the floor and `cap`, half as long again
  /// for each try after the first. Without an answer so far it is the cap.
  func timeout(attempt: Int, cap: Duration) -> Duration {
    guard count > 0 else { return cap }
    let usual = max(Self.floor, smoothed + 4 * variation)
    return min(cap, .nanoseconds(usual + usual / 2 * Int64(attempt - 1)))
  }

  /// When silence is looked at for the first time: before there is any answer, at the shortest wait
  /// that an answer could make right.
  func firstLook(attempt: Int, cap: Duration) -> Duration {
    count > 0 ? timeout(attempt: attempt, cap: cap) : min(cap, .nanoseconds(Self.floor))
  }

  /// How long silence is waited out that has lasted for `waited`: without an answer so far, until it
  /// is looked at again, in twice the time.
  func timeout(attempt: Int, after waited: Duration, cap: Duration) -> Duration {
    count > 0 ? timeout(attempt: attempt, cap: cap) : min(cap, waited * 2)
  }

  /// Whether an answer took so much longer than the fastest that it must have waited in a queue: by
  /// an eighth, but 4 ms at least and 16 ms at most (RFC 9406 §4.2).
  func isDelayed(_ latency: Duration) -> Bool {
    guard count > 8 else { return false }
    let margin = max(4_000_000, min(least / 8, 16_000_000))
    return latency.wholeNanoseconds > least + margin
  }

  /// All samples together, for means over several parts.
  var total: (sum: Int64, count: Int) { (sum, count) }
}
