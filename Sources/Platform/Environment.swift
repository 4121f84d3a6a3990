#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The environment that the process was started with.
public enum Environment {
  /// The variable's value, invalid UTF-8 repaired; nil if it is not set.
  public static func variable(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
