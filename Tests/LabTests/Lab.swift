import Foundation
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
    isRequired || (geteuid() == 0 && programs.allSatisfy { path(of: $0) != nil })
  }

  /// Whether the test should run for an ordinary user: each program to be found.
  static func hasPrograms(_ programs: String...) -> Bool {
    isRequired || programs.allSatisfy { path(of: $0) != nil }
  }

  /// Where a program is: in PATH, or where Debian keeps an administrator's programs.
  static func path(of program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
    return folders.map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// The netkit that this test run has built.
  static let netkit: String = {
    var folder = Bundle.main.bundleURL
    // The test bundle lies beside the program, or one folder below it.
    for _ in 0..<3 {
      let candidate = folder.appending(path: "netkit").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: ".build/debug/netkit").path
  }()

  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs a program to its end, at most `seconds` long; then it is killed and the status is 137.
  @discardableResult
  static func run(
    _ program: String, _ words: [String], input: String = "",
    environment: [String: String] = [:], seconds: Double = 30
  ) throws -> Result {
    let process = Process()
    process.executableURL = URL(filePath: path(of: program) ?? program)
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, errors, feed) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = feed
    try process.run()
    let watchdog = Thread { [pid = process.processIdentifier] in
      Thread.sleep(forTimeInterval: seconds)
      if !Thread.current.isCancelled { kill(pid, SIGKILL) }
    }
    watchdog.start()
    defer { watchdog.cancel() }
    let feeding = Thread {
      try? feed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try? feed.fileHandleForWriting.close()
    }
    feeding.start()
    let collector = Collector(errors.fileHandleForReading)
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .uncaughtSignal
        ? 128 + process.terminationStatus : process.terminationStatus,
      output: String(decoding: answer, as: UTF8.self), errors: collector.text)
  }

  /// Reads a pipe beside the caller, so that neither pipe of a child fills up.
  private final class Collector: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var data = Data()

    init(_ handle: FileHandle) {
      Thread { [self] in
        data = handle.readDataToEndOfFile()
        done.signal()
      }.start()
    }

    var text: String {
      done.wait()
      done.signal()
      return String(decoding: data, as: UTF8.self)
    }
  }
}
