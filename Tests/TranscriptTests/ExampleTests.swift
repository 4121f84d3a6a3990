import Foundation
import Testing

/// The examples of the help and the manual pages, run as they stand there.
@Suite("examples")
struct ExampleTests {
  /// Every example of a command and its verbs, from `netkit help COMMAND VERB`.
  static func examples(of command: String, verbs: [String]) -> [String] {
    let pages = ([[]] + verbs.map { [$0] }).compactMap { verb in
      try? Netkit.run(["help", command] + verb).output
    }
    let lines = pages.flatMap { $0.split(separator: "\n") }
    return lines.filter { $0.hasPrefix("    $ ") }.map { String($0.dropFirst(6)) }
  }

  static let verbs = [
    "class", "split", "plan", "free", "nth", "ptr", "eui", "ula", "rand", "conv", "special",
    "masks", "cover", "has", "merge", "sub", "and", "xor", "not", "cmp", "range", "grep", "list",
    "regex",
  ]

  /// Those that ask nobody; the others are read by the lint of the declarations.
  static let local = examples(of: "ipcalc", verbs: verbs)

  /// The files that the examples speak of.
  static func withFiles<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "examples-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let networks = [
      "all": "10.0.0.0/8", "drop": "10.1.0.0/16", "new": "10.2.0.0/16", "nets": "10.0.0.0/8",
      "office": "10.3.0.0/16", "old": "10.0.0.0/8", "seen": "10.4.0.0/16", "taken": "10.0.0.0/16",
      "today": "10.5.0.0/16", "yesterday": "10.6.0.0/16",
    ]
    for (name, network) in networks {
      let text = "\(network)\n192.0.2.0/24 # \(name)\n"
      try text.write(to: folder.appending(path: "\(name).txt"), atomically: false, encoding: .utf8)
    }
    let log = "10.1.2.3 - - \"GET /\" 200\n198.51.100.7 - - \"GET /\" 404\n"
    try log.write(to: folder.appending(path: "access.log"), atomically: false, encoding: .utf8)
    return try body(folder)
  }

  @Test("each answers without a complaint", arguments: local)
  func runs(_ line: String) throws {
    try Self.withFiles { folder in
      let program = URL(filePath: Netkit.path).deletingLastPathComponent().path
      let run = try Netkit.run(
        ["-c", line], environment: ["PATH": "\(program):/usr/bin:/bin"], program: "/bin/sh",
        in: folder)
      #expect(run.status == 0 || run.status == 1, "\(run.errors)")
      #expect(run.errors == "")
      #expect(!run.output.isEmpty || line.contains("-q"))
    }
  }

  @Test("a name answers as well", .needsOwnNetwork)
  func name() throws {
    let run = try Netkit.runOffline("resolve", "localhost")
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(run.output.contains("127.0.0.1"))
  }

  @Test("every verb has one, and all were found")
  func complete() {
    for verb in Self.verbs {
      #expect(Self.local.contains { $0.hasPrefix("netkit ipcalc \(verb)") }, "\(verb)")
    }
    #expect(Self.local.count > 60)
  }
}
