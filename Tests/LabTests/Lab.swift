import Foundation
import TestSupport
import Testing

/// What a lab test stands on: root, network namespaces of its own, and programs from Debian.
///
///     @Suite(.enabled(if: Lab.can(use: "ip", "unbound"), Lab.reason))
///
/// Where something is missing the test skips itself, except under `NETKIT_LAB=required`: there it
/// runs, and fails.
enum Lab {
  static let reason: Comment = "needs root, network namespaces and programs from Debian"

  static let isRequired = ProcessInfo.processInfo.environment["NETKIT_LAB"] == "required"

  /// Whether the test should run: root, and each program to be found.
  static func can(use programs: String...) -> Bool {
    let isWatched = LabRun.isWatched
    let isPossible = geteuid() == 0 && programs.allSatisfy { Tool.path($0) != nil }
    return isRequired || isWatched && isPossible
  }

  /// Whether the test should run for an ordinary user: each program to be found.
  static func hasPrograms(_ programs: String...) -> Bool {
    let isWatched = LabRun.isWatched
    return isRequired || isWatched && programs.allSatisfy { Tool.path($0) != nil }
  }

  /// The netkit under test: the one that this test run has built, or the one that
  /// `NETKIT_LAB_BINARY` names, such as a release build.
  static let netkit =
    ProcessInfo.processInfo.environment["NETKIT_LAB_BINARY"] ?? Checkout.netkit

  /// The manual page of a subcommand, without what differs from run to run: each address is A, and
  /// each stretch of blanks one.
  static func manual(of subcommand: String) -> String {
    let page = try? run(netkit, ["--generate", "man", "netkit-\(subcommand)"]).output
    return comparable((page ?? "").replacing("\\-", with: "-"))
  }

  /// A text in the manner of `manual(of:)`.
  static func comparable(_ text: String) -> String {
    text.replacing(#/[0-9a-f]*(:[0-9a-f]*){2,}|[0-9]+(\.[0-9]+){3}/#, with: "A")
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A value of a JSON object by its path, such as `targets.0.v6.icmp.type`.
  static func value(at path: String, in json: [String: Any]) -> Any? {
    path.split(separator: ".").reduce(Optional.some(json as Any)) { value, key in
      if let index = Int(key), let array = value as? [Any] {
        return index < array.count ? array[index] : nil
      }
      return (value as? [String: Any])?[String(key)]
    }
  }

  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a program to its end, at most `seconds` long; then it is killed and the status is 137.
  ///
  /// What it leaves running in the background is waited for by nobody: output goes to files, and the
  /// process is awaited by its number. (Foundation's Process waits for a socket that such children
  /// hold open.)
  @discardableResult
  static func run(
    _ program: String, _ words: [String], input: String = "",
    environment: [String: String] = [:], seconds: Double = 30
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appending(path: $0).path }
    try Data(input.utf8).write(to: URL(filePath: files[0]))
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    LabWatch.note("running \(program) \(words.joined(separator: " "))")
    let pid = try spawn(
      [Tool.path(program) ?? program] + words, all.map { "\($0.key)=\($0.value)" }, files)
    let (status, isLate) = wait(for: pid, seconds: seconds)
    func text(_ file: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    }
    let note = isLate ? "\nlab: killed after \(seconds) s: \(program) \(words)\n" : ""
    return Result(
      status: status, output: try text(files[1]), errors: try text(files[2]) + note)
  }

  /// Starts a program in a process group of its own, with nothing open but the three files.
  private static func spawn(
    _ words: [String], _ environment: [String], _ files: [String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
    for (descriptor, file) in [(Int32(1), files[1]), (2, files[2])] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, file, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    }
    // One that is not open is passed over.
    for descriptor in Int32(3)..<512 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that run tests may have signals blocked.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))
    let arguments = words.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for copy in arguments + variables { free(copy) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, words[0], &actions, &attributes, arguments, variables)
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EINVAL) }
    return pid
  }

  /// The status as a shell has it: 128 and the signal for one that was killed; and whether it was
  /// killed for being late.
  private static func wait(for pid: pid_t, seconds: Double) -> (status: Int32, isLate: Bool) {
    let deadline = Date(timeIntervalSinceNow: seconds)
    var status: Int32 = 0
    var isLate = false
    while waitpid(pid, &status, WNOHANG) == 0 {
      if Date() > deadline {
        isLate = true
        kill(-pid, SIGKILL)
      }
      usleep(2000)
    }
    let signal = status & 0x7f
    return (signal == 0 ? status >> 8 & 0xff : 128 + signal, isLate)
  }
}
