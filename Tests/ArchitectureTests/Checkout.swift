import Foundation

/// The package's own files, read as text: what the laws of the house are checked against.
enum Checkout {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `folder`, as (path from the root, text), in order of path.
  static func swiftFiles(in folder: String) throws -> [(path: String, text: String)] {
    let base = root.appending(path: folder)
    let names = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      ("\(folder)/\(name)", try String(contentsOf: base.appending(path: name), encoding: .utf8))
    }
  }

  /// The names at the top level, without what git and the build leave there.
  static func topLevelNames() throws -> [String] {
    let unseen: Set<String> = [".git", ".build", ".swiftpm", "Package.resolved"]
    return try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { !unseen.contains($0) }
  }

  /// Runs a program to its end; nil where it cannot be found.
  static func run(_ program: String, _ words: [String]) throws -> (status: Int32, output: String)? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard
      let path = folders.map({ "\($0)/\(program)" })
        .first(where: FileManager.default.isExecutableFile)
    else { return nil }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = words
    process.currentDirectoryURL = root
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
