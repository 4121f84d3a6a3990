#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The time of day, as clocks on walls show it: for timestamps, never for waiting.
public enum WallClock {
  /// Nanoseconds since 1970-01-01T00:00:00Z, without leap seconds.
  public static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
