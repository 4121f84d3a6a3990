import Foundation

/// A client, a router, a carrier's NAT and an Internet of one host, each in a network namespace:
///
///     client 192.168.77.2 ── router .1, WAN 45.45.45.1 ── Internet 45.45.46.10 and .11,
///                                                         2001:db8:46::10 and ::11
///
/// What the router does is the scenario. The addresses look public because miniupnpd and netkit
/// would notice reserved ones; no route leaves the namespaces. All is gone when the lab is closed,
/// and also when the test process dies: a shell waits for the end of a pipe and takes all down.
final class NATLab {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private nonisolated(unsafe) static var count = 0
  private static let lock = NSLock()

  let name: String
  let folder: URL
  private let reaper = Process()
  private let lifeline = Pipe()

  /// How often a verdict is asked for: once in a normal run, NETKIT_LAB_REPEAT times in a full one.
  static let repeats =
    ProcessInfo.processInfo.environment["NETKIT_LAB_REPEAT"].flatMap { Int($0) } ?? 1

  init(_ scenario: String) throws {
    let number = Self.lock.withLock {
      Self.count += 1
      return Self.count
    }
    name = "nk-\(getpid())-n\(number)"
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try startReaper()
    do {
      try shell("base; \(scenario)")
    } catch {
      close()
      throw error
    }
  }

  /// Takes all down and waits until it is.
  func close() {
    try? lifeline.fileHandleForWriting.close()
    if reaper.isRunning { reaper.waitUntilExit() }
  }

  deinit { close() }

  private func startReaper() throws {
    reaper.executableURL = URL(filePath: "/bin/sh")
    reaper.arguments = ["-c", Self.demolish]
    reaper.environment = environment
    reaper.standardInput = lifeline.fileHandleForReading
    reaper.standardOutput = FileHandle.nullDevice
    reaper.standardError = FileHandle.nullDevice
    // The lab's daemons must not hold the lifeline.
    _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    try reaper.run()
    try lifeline.fileHandleForReading.close()
  }

  private var environment: [String: String] {
    var all = ProcessInfo.processInfo.environment
    all["PATH"] = (all["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    all.merge([
      "C": name + "c", "R": name + "r", "G": name + "g", "I": name + "i", "RUN": folder.path,
      "HERE": URL(filePath: #filePath).deletingLastPathComponent().path, "NETKIT": Lab.netkit,
    ]) { $1 }
    return all
  }

  /// Runs a script with the functions of `NATLab.functions`; the first command that fails ends it.
  func shell(_ script: String) throws {
    let prelude = """
      set -e
      # Daemons keep what they are started with: a pipe would never end.
      exec < /dev/null > /dev/null 2> $RUN/errors

      """
    guard try spawn(prelude + Self.functions + script) == 0 else {
      let errors = try? String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
      throw Failure(description: "lab: \(errors ?? "")\n\(script)")
    }
  }

  /// Not by Foundation: that takes a child for running as long as one of its daemons runs.
  private func spawn(_ script: String) throws -> Int32 {
    let words = Self.copies(of: ["sh", "-c", script])
    let variables = Self.copies(of: environment.map { "\($0.key)=\($0.value)" })
    defer { (words + variables).forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", nil, nil, words, variables) == 0 else {
      throw Failure(description: "lab: no shell")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {}
    return status
  }

  /// C strings with a nil at the end, to be freed.
  private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    var copies: [UnsafeMutablePointer<CChar>?] = []
    for text in texts { copies.append(strdup(text)) }
    copies.append(nil)
    return copies
  }

  // MARK: Asking

  /// Runs a program on the client.
  func client(_ words: [String], seconds: Double = 30) throws -> Lab.Result {
    try Lab.run("ip", ["netns", "exec", name + "c"] + words, seconds: seconds)
  }

  /// Runs `netkit nat --json` on the client as an ordinary user.
  func nat(_ words: String..., seconds: Double = 30) throws -> NATAnswer {
    let nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"]
    let start = Date()
    let result = try client(
      nobody + [Lab.netkit, "nat"] + words + ["--json"], seconds: seconds)
    return NATAnswer(result, seconds: Date().timeIntervalSince(start))
  }
}

/// What netkit answered.
struct NATAnswer {
  var status: Int32
  var text: String
  var seconds: Double
  private var json: [String: Any]

  init(_ result: Lab.Result, seconds: Double) {
    status = result.status
    text = result.output + result.errors
    self.seconds = seconds
    let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    json = object as? [String: Any] ?? [:]
  }

  /// `value("stun.0.mapping")`
  func value(_ path: String) -> Any? {
    path.split(separator: ".").reduce(Optional.some(json as Any)) { value, key in
      if let index = Int(key), let array = value as? [Any] {
        return index < array.count ? array[index] : nil
      }
      return (value as? [String: Any])?[String(key)]
    }
  }

  func word(_ path: String) -> String? { value(path) as? String }
  func number(_ path: String) -> Double? { (value(path) as? NSNumber)?.doubleValue }
  func flag(_ path: String) -> Bool? { value(path) as? Bool }

  var kind: String? { word("nat.kind") }
  var mapping: String? { word("nat.mapping") }
  var filtering: String? { word("nat.filtering") }
  var witnesses: [String] {
    (value("nat.witnesses") as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
  }
}
