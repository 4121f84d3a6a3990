#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which signals wait instead of interrupting.
public enum SignalMask {
  /// Holds the signals back in this thread and in those it starts.
  public static func block(_ signals: [Int32]) {
    var set = set(of: signals)
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  public static func unblock(_ signals: [Int32]) {
    var set = set(of: signals)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  static func restoreDefault(_ number: Int32) {
    signal(number, SIG_DFL)
  }

  static func set(of signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in signals { unsafe sigaddset(&set, number) }
    return set
  }
}
