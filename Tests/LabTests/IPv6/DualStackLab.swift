import Foundation

/// A client, a router and a server, each in a network namespace of its own:
///
///     client 192.0.2.10, 2001:db8:c::10 ── router .1, ::1 ── server 198.51.100.80 and .53,
///                                                             2001:db8:5::80 and ::53
///
/// On the server unbound knows dual.test, v4.test and v6.test, and TCP port 80 is open on both
/// families. Everything is gone when the lab is closed, and also when the test process dies: a
/// shell waits for the end of a pipe and then takes all down.
final class DualStackLab {
  enum User: String, CaseIterable, Sendable {
    case root, nobody
  }

  /// What netkit answered, and how long the process took.
  struct Answer {
    var status: Int32
    var json: [String: Any]
    var text: String
    var errors: String
    var seconds: Double

    var verdict: String { json["verdict"] as? String ?? "none: \(text)\(errors)" }
    var reason: String? { json["reason"] as? String }
    var by: String? { json["by"] as? String }
    var milliseconds: Double { json["duration_ms"] as? Double ?? .infinity }

    /// `value("targets.0.v6.icmp.type")`
    func value(_ path: String) -> Any? {
      path.split(separator: ".").reduce(Optional.some(json as Any)) { value, key in
        if let index = Int(key), let array = value as? [Any] {
          return index < array.count ? array[index] : nil
        }
        return (value as? [String: Any])?[String(key)]
      }
    }

    func number(_ path: String) -> Double? { value(path) as? Double }
    func text(_ path: String) -> String? { value(path) as? String }
  }

  private nonisolated(unsafe) static var count = 0
  private static let lock = NSLock()

  let client: String
  let router: String
  let server: String
  let folder: URL
  private let reaper = Process()
  private let lifeline = Pipe()

  init() throws {
    let number = Self.lock.withLock {
      Self.count += 1
      return Self.count
    }
    let name = "nk-\(getpid())-6\(number)"
    (client, router, server) = ("\(name)c", "\(name)r", "\(name)s")
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // unbound and netkit run as other users.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try startReaper()
    try DualStackLab.unbound.write(
      to: folder.appending(path: "unbound.conf"), atomically: true, encoding: .utf8)
    try DualStackLab.listener.write(
      to: folder.appending(path: "listener.py"), atomically: true, encoding: .utf8)
    try DualStackLab.delay.write(
      to: folder.appending(path: "delay.py"), atomically: true, encoding: .utf8)
    do {
      try shell(DualStackLab.build)
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
    reaper.arguments = ["-c", DualStackLab.demolish]
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
    all.merge(["C": client, "R": router, "S": server, "RUN": folder.path]) { $1 }
    return all
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs a script with C, R and S for the namespaces and `in_c`, `in_r`, `in_s` to run something in
  /// one; the first command that fails ends it.
  func shell(_ script: String) throws {
    let prelude = """
      set -e
      # Daemons keep what they are started with: a pipe would never end.
      exec < /dev/null > /dev/null 2> $RUN/errors
      in_c() { ip netns exec $C "$@"; }
      in_r() { ip netns exec $R "$@"; }
      in_s() { ip netns exec $S "$@"; }
      resolver() { echo "nameserver $1" > /etc/netns/$C/resolv.conf; }

      """
    guard try spawn(prelude + script) == 0 else {
      let errors = try? String(contentsOf: folder.appending(path: "errors"), encoding: .utf8)
      throw Failure(description: "lab: \(errors ?? "")\n\(script)")
    }
  }

  /// Runs a script to its end. Not by Foundation: that takes a child for running as long as one of
  /// the daemons that it has started runs.
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

  /// Runs `netkit ipv6` on the client.
  func netkit(
    _ words: [String], as user: User = .root, prefix: [String] = [], json: Bool = true,
    columns: Int = 80
  ) throws -> Answer {
    var line = ["netns", "exec", client] + prefix
    if user == .nobody {
      line += ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"]
    }
    line += [Lab.netkit, "ipv6"] + words + (json ? ["--json"] : [])
    let start = Date()
    let result = try Lab.run(
      "ip", line, environment: ["PATH": environment["PATH"] ?? "", "COLUMNS": "\(columns)"])
    let seconds = Date().timeIntervalSince(start)
    let object = try? JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return Answer(
      status: result.status, json: object as? [String: Any] ?? [:], text: result.output,
      errors: result.errors, seconds: seconds)
  }
}
