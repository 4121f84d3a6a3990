#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a descriptor's terminal is like.
public enum Terminal {
  public static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// The terminal's width in columns: `columns`, the text of COLUMNS, if it is a number above
  /// zero; else what the terminal says; nil if there is none or it does not say.
  public static func width(_ descriptor: Int32, columns: String? = nil) -> Int? {
    if let columns, let number = Int(columns), number > 0 { return number }
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
