import Foundation
import TestSupport
import Testing

/// Runs the netkit that this test run has built, as a user would.
enum Netkit {
  struct Transcript: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  static let path = Checkout.netkit

  /// Standard output and error go to files, so that neither can fill up while the other is read.
  static func run(
    _ words: [String], input: String = "", environment: [String: String] = [:],
    output: URL? = nil, program: String = path, in place: URL? = nil
  ) throws -> Transcript {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (inputFile, outputFile, errorFile) = (
      folder.appending(path: "in"), folder.appending(path: "out"), folder.appending(path: "err")
    )
    try Data(input.utf8).write(to: inputFile)
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = words
    process.currentDirectoryURL = place
    var all = ProcessInfo.processInfo.environment
    // What the developer's terminal says must not change a transcript.
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "COLUMNS"] {
      all[name] = nil
    }
    process.environment = all.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: output ?? outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    process.waitUntilExit()
    let isKilled = process.terminationReason == .uncaughtSignal
    return Transcript(
      status: isKilled ? 128 + process.terminationStatus : process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputFile), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }

  /// In a network of its own with nothing in it: for names, which would else be asked for at the
  /// name server of whoever runs the tests.
  static func runOffline(
    _ words: [String], environment: [String: String] = [:]
  ) throws -> Transcript {
    try run(ownNetwork + [path] + words, environment: environment, program: unshare)
  }

  static func runOffline(_ words: String...) throws -> Transcript { try runOffline(words) }

  private static let unshare = Tool.path("unshare") ?? "unshare"
  private static let ownNetwork = geteuid() == 0 ? ["--net"] : ["--user", "--net"]

  /// Whether this user may have a network of its own.
  fileprivate static let canRunOffline =
    (try? run(ownNetwork + ["true"], program: unshare))?.status == 0

  /// `Netkit.run("ipcalc", "10.0.0.0/8")`
  static func run(_ words: String..., input: String = "") throws -> Transcript {
    try run(words, input: input)
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that ask for names.
  static var needsOwnNetwork: Self {
    let isRequired = ProcessInfo.processInfo.environment["NETKIT_LAB"] == "required"
    return .enabled(
      if: isRequired || Netkit.canRunOffline, "needs unshare(1) and network namespaces")
  }

  /// For tests that write to a disk without space.
  static var needsFullDisk: Self {
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full")
  }
}
