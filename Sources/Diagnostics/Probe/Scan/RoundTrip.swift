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

  mutating func add(_ latency: Duration) {
    let sample = latency.wholeNanoseconds
    if count == 0 {
      smoothed = sample
      variation = sample / 2
    } else {
      variation += (abs(smoothed - sample) - variation) / 4
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

  /// Whether answers take so much longer than the fastest that a queue must have built up.
  func isQueueing(_ latency: Duration) -> Bool {
    count > 8 && latency.wholeNanoseconds > 2 * least + 50_000_000
  }

  var mean: Duration? { count > 0 ? .nanoseconds(sum / Int64(count)) : nil }
  var leastDuration: Duration? { count > 0 ? .nanoseconds(least) : nil }
  /// All samples together, for means over several parts.
  var total: (sum: Int64, count: Int) { (sum, count) }
}
