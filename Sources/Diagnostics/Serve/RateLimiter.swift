public import Addressing
public import Platform

/// How often each source may be answered: the generic cell rate algorithm, one number a source.
///
/// Decides, and does nothing. Bounded: forged sources cannot fill the memory.
public struct RateLimiter: Sendable {
  private let interval: Duration
  /// How far ahead of its due time a source may be.
  private let burst: Duration
  private let capacity: Int
  /// When each source would have used up what it was given, in order.
  private var debts: [UInt128: Instant] = [:]
  private var lastPruned = Instant(nanoseconds: 0)

  /// - Parameter rate: answers a second, above zero.
  /// - Parameter burst: how many may come at once, at least 1; nil for a fourth of the rate.
  /// - Parameter capacity: how many sources are remembered; while so many are active at once, no
  ///   further one is answered.
  public init(rate: Int, burst: Int? = nil, capacity: Int = 4096) {
    precondition(rate > 0 && capacity > 0, "a limiter that lets nobody through")
    interval = .nanoseconds(1_000_000_000 / rate)
    self.burst = interval * (max(1, burst ?? rate / 4) - 1)
    self.capacity = capacity
  }

  /// Whether the source may have an answer now; counts it, if so.
  public mutating func allows(_ source: IPAddress, at now: Instant) -> Bool {
    let key = Self.key(source)
    let debt = debts[key]
    if debt == nil, debts.count >= capacity, !prune(at: now) { return false }
    let due = max(debt ?? now, now)
    if due > now + burst { return false }
    debts[key] = due + interval
    return true
  }

  /// An IPv6 host has a whole /64 to send from. IPv4 lies where IPv6 maps it (RFC 4291 §2.5.5.2).
  private static func key(_ source: IPAddress) -> UInt128 {
    switch source {
    case .v4(let four): 0xFFFF_0000_0000 | UInt128(four.bits)
    case .v6(let six): (six.bits >> 64) << 64
    }
  }

  /// Forgets sources that are quiet; whether there is room now. At most ten times a second, for it
  /// looks at all of them.
  private mutating func prune(at now: Instant) -> Bool {
    guard now - lastPruned >= .milliseconds(100) else { return false }
    lastPruned = now
    debts = debts.filter { $0.value > now }
    return debts.count < capacity
  }
}
