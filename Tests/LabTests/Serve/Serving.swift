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
  init(_ words: String..., shell: String = "", port: String = "0") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "netkit-serve-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let portFile = folder.appending(path: "port")
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let head = shell.isEmpty ? "" : shell + "; "
    process = try Spawned(
      ["bash", "-c", head + "exec \"$@\"", "bash", Lab.netkit, "serve"] + words
        + [port, "--port-file", portFile.path],
      output: log.path, errors: log.path)
    let end = ContinuousClock.now + .seconds(20)
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

  /// Waits until it has shown a text; whether it did, within ten seconds.
  func shows(_ text: String) -> Bool {
    let end = ContinuousClock.now + .seconds(10)
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

  /// Processor time that it has used, in seconds.
  var processorTime: Double {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let rest = text.split(separator: ")").last
    else { return 0 }
    let fields = rest.split(separator: " ")
    return (Double(fields[11]) ?? 0) / 100 + (Double(fields[12]) ?? 0) / 100
  }
}

/// Python as the other end.
enum Python {
  /// Runs a script that has `socket`, `sys`, `time` and `P`, the port; what it printed.
  static func run(_ script: String, _ words: String...) throws -> Lab.Result {
    let head = "import socket, sys, time, os, threading, ssl, asyncio\n"
    return try Lab.run("python3", ["-c", head + script] + words, seconds: 60)
  }
}

/// Certificates made by the `openssl` command for one test run.
enum LabCertificates {
  static let folder = Result { try make() }

  static func path(_ name: String) throws -> String { try folder.get() + "/" + name }

  private static func make() throws -> String {
    let folder = NSTemporaryDirectory() + "netkit-lab-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let script = """
      set -e; cd \(folder)
      for a in ca stranger; do
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $a.key \
          -out $a.pem -subj "/C=KR/O=넷킷/CN=$a" -utf8 -days 9
      done
      sign() { # name, names, days, authority
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $1.key \
          -out $1.csr -subj "/C=KR/O=넷킷/CN=$1" -utf8 -addext subjectAltName=$2
        openssl x509 -req -in $1.csr -CA $4.pem -CAkey $4.key -days $3 -copy_extensions copy \
          -out $1.pem
      }
      sign server DNS:localhost,IP:127.0.0.1,IP:::1 9 ca
      sign client DNS:client.test 9 ca
      sign elsewhere DNS:elsewhere.test 9 ca
      sign expired DNS:localhost -1 ca
      sign outsider DNS:localhost 9 stranger
      """
    let result = try Lab.run("bash", ["-c", script])
    guard result.status == 0 else { throw Serving.NotUp(description: result.errors) }
    return folder
  }
}
