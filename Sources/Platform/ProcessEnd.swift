#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ways in which the process ends.
public enum ProcessEnd {
  /// Ends with a status from 0 to 255.
  public static func exit(_ status: Int32) -> Never {
    // _exit: no handlers are registered, and abandoned lookup threads must not be waited for.
    _exit(status)
  }

  /// Ends by the signal itself, so that a shell sees an interrupted command (130, 143) and stops its
  /// loop as well.
  public static func raise(_ signal: Int32) -> Never {
    SignalMask.restoreDefault(signal)
    SignalMask.unblock([signal])
    leaveDescriptors()
    kill(getpid(), signal)
    // Only if the signal's default were to be ignored.
    _exit(128 + signal)
  }
}
