import Foundation

/// A child that lives through a test, with its input, output and errors in files, and nothing else
/// open: Foundation's processes hand one test's pipes to another's children, which then never end.
final class Spawned: @unchecked Sendable {
  let pid: Int32
  private var status: Int32?

  struct Failed: Error {
    let code: Int32
  }

  init(_ words: [String], output: String, errors: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
    // Those that are not open are passed over.
    for other in Int32(3)..<512 { posix_spawn_file_actions_addclose(&actions, other) }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var number: pid_t = 0
    let code = posix_spawnp(&number, words[0], &actions, nil, arguments, environ)
    guard code == 0 else { throw Failed(code: code) }
    pid = number
  }

  deinit {
    if isRunning { kill(pid, SIGKILL) }
    _ = wait()
  }

  var isRunning: Bool { take(WNOHANG) == nil }

  /// Waits for its end; the status as a shell shows it.
  func wait() -> Int32 { take(0) ?? -1 }

  private func take(_ options: Int32) -> Int32? {
    if let status { return status }
    var word: Int32 = 0
    guard waitpid(pid, &word, options) == pid else { return nil }
    status = word & 0x7F == 0 ? word >> 8 & 0xFF : 128 + word & 0x7F
    return status
  }
}
