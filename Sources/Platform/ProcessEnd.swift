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
    kill(getpid(), signal)
    // Only if the signal's default were to be ignored.
    _exit(128 + signal)
  }

  /// Becomes another program, found in PATH, with the same descriptors 0 to 2; answers only if that
  /// fails: ENOENT or EACCES, which shells show as 127 and 126.
  public static func becoming(_ words: [String]) -> SystemError {
    precondition(!words.isEmpty, "no command")
    SignalMask.unblock([SIGINT, SIGTERM])
    return unsafe withArguments(words) { arguments in
      unsafe execvp(arguments[0]!, arguments)
      return SystemError(last: "execvp")
    }
  }
}

/// Lends the words as C's argv.
func withArguments<Value>(
  _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  var copies: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
  unsafe copies.append(nil)
  defer { unsafe copies.forEach { unsafe free($0) } }
  return unsafe copies.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
}
