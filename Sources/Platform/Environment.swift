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

/// The words of the command line.
public enum CommandWords {
  /// All words, the program's own name first. Bytes that are not UTF-8 become U+FFFD.
  public static var all: [String] {
    let count = Int(CommandLine.argc)
    let words = unsafe CommandLine.unsafeArgv
    return (0..<count).compactMap { index in
      guard let word = unsafe words[index] else { return nil }
      return unsafe String(cString: word)
    }
  }
}
