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

/// A terminal that hands over each key at once and does not echo; restored at the end of life.
public struct RawTerminal: ~Copyable {
  private let descriptor: Int32
  private let before: termios

  /// Signals stay on: Ctrl-C still interrupts.
  public init(_ descriptor: Int32) throws(SystemError) {
    let usual = try Self.mode(of: descriptor)
    var keys = usual
    keys.c_lflag &= ~tcflag_t(ICANON | ECHO)
    try retrying("tcsetattr") { unsafe tcsetattr(descriptor, TCSANOW, &keys) }
    self.descriptor = descriptor
    before = usual
  }

  private static func mode(of descriptor: Int32) throws(SystemError) -> termios {
    var mode = termios()
    try retrying("tcgetattr") { unsafe tcgetattr(descriptor, &mode) }
    return mode
  }

  deinit {
    var mode = before
    unsafe tcsetattr(descriptor, TCSANOW, &mode)
  }
}
