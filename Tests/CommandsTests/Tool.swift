import Foundation
import Testing

/// An installed program that a test runs: mandoc, or one of the shells.
///
/// Where it is missing the test is skipped with that reason; where NETKIT_LAB is `required`, it
/// fails instead.
enum Tool {
  static func path(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
      separator: ":")
    return folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  static func canTest(with name: String) -> Bool {
    path(name) != nil || ProcessInfo.processInfo.environment["NETKIT_LAB"] == "required"
  }

  /// Runs a tool to its end; its output and errors together.
  static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path(name), "\(name) is not installed"))
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    // fish writes into its home.
    environment["HOME"] = NSTemporaryDirectory()
    environment["TERM"] = "dumb"
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }
}
