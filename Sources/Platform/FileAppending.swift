#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Files that grow at their end: journals.
public enum FileAppending {
  /// A writer that adds to `path`, which is made where it is missing.
  public static func open(_ path: String) throws(SystemError) -> Writer {
    Writer(to: try SystemCalls.openFile(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o666))
  }
}
