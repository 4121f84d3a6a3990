#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A moment on the monotonic clock, which no time setting moves.
@frozen
public struct Instant: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// Nanoseconds since an arbitrary start, as CLOCK_MONOTONIC counts them.
  public var nanoseconds: UInt64

  @inlinable
  public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

  /// This moment: 20 ns, for the C library reads it without entering the kernel.
  public static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(
      nanoseconds: UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// A moment `duration` later, or earlier if it is negative; it stops at the ends of time.
  @inlinable
  public static func + (instant: Self, duration: Duration) -> Instant {
    let distance = duration.wholeNanoseconds
    let moved = Int128(instant.nanoseconds) + Int128(distance)
    return Instant(nanoseconds: UInt64(clamping: moved))
  }

  /// The time from `earlier` to `later`, negative if they are the other way round.
  @inlinable
  public static func - (later: Self, earlier: Self) -> Duration {
    .nanoseconds(Int64(clamping: Int128(later.nanoseconds) - Int128(earlier.nanoseconds)))
  }
}

extension Duration {
  /// The whole length in nanoseconds, stopping at the 292 years that fit.
  @inlinable
  public var wholeNanoseconds: Int64 {
    Int64(clamping: attoseconds / 1_000_000_000)
  }

  /// The length in milliseconds with their fraction, as reports show times.
  @inlinable
  public var milliseconds: Double { Double(wholeNanoseconds) / 1_000_000 }

  /// The length in seconds with their fraction, as rates are calculated.
  @inlinable
  public var inSeconds: Double { Double(wholeNanoseconds) / 1_000_000_000 }
}
