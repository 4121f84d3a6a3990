import CNetkit

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program started beside this one. Dropping the value leaves the program running.
public struct ChildProcess: ~Copyable, Sendable {
  /// How a program ended.
  public enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)

    /// As a shell reports it: the status itself, or 128 and the signal.
    public var status: Int32 {
      switch self {
      case .exited(let status): status
      case .signalled(let signal): 128 + signal
      }
    }
  }

  public let identifier: Int32

  /// Starts `words[0]`, found in PATH, with the given descriptors as its 0, 1 and 2. Signals are as
  /// a fresh program expects them. Throws ENOENT where there is no such program.
  public init(
    _ words: [String], input: Int32 = 0, output: Int32 = 1, errors: Int32 = 2
  ) throws(SystemError) {
    precondition(!words.isEmpty, "no command")
    var actions = unsafe Self.emptyActions
    var attributes = Self.emptyAttributes
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    for (standard, wanted) in [(Int32(0), input), (1, output), (2, errors)] {
      // dup2 of a number onto itself also clears its close-on-exec flag here (POSIX.1-2024).
      unsafe posix_spawn_file_actions_adddup2(&actions, wanted, standard)
    }
    var none = SignalMask.set(of: [])
    var usual = SignalMask.set(of: [SIGINT, SIGTERM, SIGPIPE])
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

    var child: pid_t = 0
    let code = unsafe withArguments(words) { arguments in
      unsafe posix_spawnp(
        &child, arguments[0]!, &actions, &attributes, arguments, nk_environ())
    }
    if code != 0 { throw SystemError("posix_spawnp", code) }
    identifier = child
  }

  /// Waits for the end on this thread; once only.
  public borrowing func wait() throws(SystemError) -> Ending {
    var status: Int32 = 0
    let child = identifier
    try retrying("waitpid") { unsafe waitpid(child, &status, 0) }
    // The layout that wait(2)'s macros read.
    let signal = status & 0x7F
    return signal == 0 ? .exited((status >> 8) & 0xFF) : .signalled(signal)
  }

  public borrowing func send(signal: Int32) throws(SystemError) {
    let child = identifier
    try retrying("kill") { kill(child, signal) }
  }
}

/// Lends the words as C's argv.
private func withArguments<Value>(
  _ words: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
  var copies: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
  unsafe copies.append(nil)
  defer { unsafe copies.forEach { unsafe free($0) } }
  return unsafe copies.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
}
