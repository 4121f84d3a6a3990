public import Foundation

/// An installed program that a test runs: mandoc, one of the shells, or a peer of netkit.
///
/// Where it is missing the test is skipped with that reason; where NETKIT_LAB is `required`, it
/// fails instead.
public enum Tool {
  public struct Missing: Error, CustomStringConvertible {
    public let description: String
  }

  /// Where a program is: in PATH, or where Debian keeps an administrator's programs.
  public static func path(_ name: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let folders = path.split(separator: ":").map { String($0) } + ["/usr/sbin", "/sbin"]
    return folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  public static func canTest(with name: String) -> Bool {
    path(name) != nil || ProcessInfo.processInfo.environment["NETKIT_LAB"] == "required"
  }

  /// Runs a tool to its end in a folder; its output and errors together.
  public static func run(_ name: String, _ arguments: [String], in folder: URL) throws -> String {
    try result(name, arguments, in: folder).output
  }

  /// The same with the exit status.
  public static func result(
    _ name: String, _ arguments: [String], in folder: URL
  ) throws -> (status: Int32, output: String) {
    guard let path = path(name) else { throw Missing(description: "\(name) is not installed") }
    let process = Process()
    process.executableURL = URL(filePath: path)
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
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// What a tool that is given `input` in a file prints, without its complaints.
  public static func answer(
    _ name: String, _ arguments: [String], to input: String
  ) throws -> String {
    guard let path = path(name) else { throw Missing(description: "\(name) is not installed") }
    return try withFolder([("in", input), ("out", "")]) { folder in
      let answer = folder.appending(path: "out")
      let process = Process()
      process.executableURL = URL(filePath: path)
      process.arguments = arguments
      process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
      process.standardOutput = try FileHandle(forWritingTo: answer)
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return String(decoding: try Data(contentsOf: answer), as: UTF8.self)
    }
  }

  /// A folder with the given files, removed afterwards.
  public static func withFolder<Result>(
    _ files: [(path: String, text: String)], _ body: (URL) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "netkit-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files {
      let url = folder.appending(path: file.path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try file.text.write(to: url, atomically: false, encoding: .utf8)
    }
    return try body(folder)
  }
}
