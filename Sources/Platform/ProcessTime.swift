#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How much processor time all threads of this process have used.
public enum ProcessTime {
  public static var used: Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
