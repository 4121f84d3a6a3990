public import Addressing
public import Platform

/// How many answers each source may have: a bucket that fills at a rate, so that a forged source is
/// sent little. IPv6 sources count by their /64, for one host has all of it.
public struct STUNServerAllowance: Sendable {
  /// Sources that are remembered; when there are more, the longest silent are forgotten.
  static let sourceLimit = 4096

  private struct Bucket: Sendable {
    var tokens: Double
    var time: Instant
  }

  private let rate: Double
  private let burst: Double
  private var buckets: [UInt128: Bucket] = [:]

  /// `rate` answers a second and source, `burst` at once.
  public init(rate: Int, burst: Int) {
    self.rate = Double(rate)
    self.burst = Double(burst)
  }

  /// Takes one answer from the source's bucket; false where it is empty.
  public mutating func take(_ source: IPAddress, at now: Instant) -> Bool {
    let key = Self.key(source)
    if buckets[key] == nil, buckets.count >= Self.sourceLimit { forget(at: now) }
    var bucket = buckets[key] ?? Bucket(tokens: burst, time: now)
    let elapsed = (now - bucket.time).milliseconds / 1000
    bucket.tokens = min(burst, bucket.tokens + max(0, elapsed) * rate)
    bucket.time = now
    let isAllowed = bucket.tokens >= 1
    if isAllowed { bucket.tokens -= 1 }
    buckets[key] = bucket
    return isAllowed
  }

  /// Full buckets need no memory; if all are in use, everybody starts anew with an empty one.
  private mutating func forget(at now: Instant) {
    buckets = buckets.filter { _, bucket in
      bucket.tokens + (now - bucket.time).milliseconds / 1000 * rate < burst
    }
    if buckets.count >= Self.sourceLimit { buckets.removeAll(keepingCapacity: true) }
  }

  private static func key(_ source: IPAddress) -> UInt128 {
    switch source {
    case .v4(let four): UInt128(four.bits)
    // Above 2^64, so that no IPv4 address has the same key.
    case .v6(let six): UInt128(six.high) << 64 | UInt128(1) << 33
    }
  }
}
