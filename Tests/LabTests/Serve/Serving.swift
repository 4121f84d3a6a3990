import Foundation

/// A server of netkit's under test, on a free port of the loopback, ended with the test.
final class Serving: @unchecked Sendable {
  private let process: Spawned
  let port: Int
  private let folder: URL

  struct NotUp: Error, CustomStringConvertible {
    let description: String
  }

  /// `netkit serve WORDS…`, ready when the port file is there. `shell` runs before it, as in
  /// `ulimit -n 20`.
  convenience init(_ words: String..., shell: String = "") throws {
    try self.init(words: words, shell: shell)
  }

  init(words: [String], shell: String = "") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "netkit-serve-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let portFile = folder.appending(path: "port")
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let head = shell.isEmpty ? "" : shell + "; "
    process = try Spawned(
      ["bash", "-c", head + "exec \"$@\"", "bash", Lab.netkit, "serve"] + words
        + ["0", "--port-file", portFile.path],
      output: log.path, errors: log.path)
    let end = ContinuousClock.now + .seconds(60)
    while true {
      if let text = try? String(contentsOf: portFile, encoding: .utf8),
        let first = text.split(separator: "\n").first, let number = Int(first)
      {
        self.port = number
        return
      }
      guard process.isRunning, .now < end else {
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        throw NotUp(description: "netkit serve \(words) is not up: \(text)")
      }
      // Looks again as soon as the file may be there.
      Thread.sleep(forTimeInterval: 0.005)
    }
  }

  deinit {
    if process.isRunning { kill(process.pid, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  var pid: Int32 { process.pid }

  /// What it has shown so far.
  var log: String {
    (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
  }

  /// Waits until it has shown a text; whether it did, within a minute.
  func shows(_ text: String) -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while !log.contains(text) {
      guard .now < end else { return false }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return true
  }

  /// Sends SIGTERM, waits for the end, and answers with the status.
  func end() -> Int32 {
    if process.isRunning { kill(process.pid, SIGTERM) }
    return wait()
  }

  func wait() -> Int32 { process.wait() }
}
