import Foundation

/// Network namespaces of one test's own, and a shell to work in them.
///
/// All is gone when the lab is closed, and also when the test process dies: a shell waits for the
/// end of a pipe and then takes all down. Only processes inside the namespaces are ended: they are
/// the lab's own.
class NamespaceLab {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// How often a verdict is asked for: once in a normal run, NETKIT_LAB_REPEAT times in a full one.
  static let repeats = Int(ProcessInfo.processInfo.environment["NETKIT_LAB_REPEAT"] ?? "") ?? 1

  /// `NETKIT_LAB_QUIET=1` says that nothing else runs here: then times are held to their limits, and
  /// else to what a busy machine still makes.
  static let isQuiet = ProcessInfo.processInfo.environment["NETKIT_LAB_QUIET"] == "1"

  /// The most that something may take which takes `milliseconds` on a quiet machine; on a busy one
  /// only who waits for what never comes takes longer. What decides about speed is Tests/Benchmarks.
  static func limit(_ milliseconds: Double) -> Double {
    isQuiet ? milliseconds : milliseconds + 5000
  }

  /// Where texts go that the manual shows: `NETKIT_LAB_TRANSCRIPTS=folder`.
  static let transcripts = ProcessInfo.processInfo.environment["NETKIT_LAB_TRANSCRIPTS"]

  private nonisolated(unsafe) static var count = 0
  private static let lock = NSLock()

  let folder: URL
  private let name: String
  private let letters: [String]
  private let scripts: String
  private let reaper = Process()
  private let lifeline = Pipe()

  /// - Parameters:
  ///   - letters: names of shell variables; each stands for a namespace that the script may make.
  ///   - scripts: the folder with `lab.sh`, whose functions all scripts have.
  init(_ letters: [String], scripts: String, script: String) throws {
    let number = Self.lock.withLock {
      Self.count += 1
      return Self.count
    }
    name = "nk-\(getpid())-\(number)"
    (self.letters, self.scripts) = (letters, scripts)
    folder = FileManager.default.temporaryDirectory.appending(path: name)
    LabWatch.note("building \(name): \(script)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // Name servers and netkit run as other users.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    try startReaper()
    do {
      try shell(script)
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

  /// The namespace that a letter stands for.
  func namespace(_ letter: String) -> String { name + letter.lowercased() }

  private static let demolish = """
    trap '' INT TERM HUP
    cat > /dev/null
    for n in $ALL; do
      for p in $(ip netns pids $n 2> /dev/null); do kill -9 $p; done
      ip netns del $n
      rm -rf /etc/netns/$n
    done
    rm -rf $RUN
    """

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

  var environment: [String: String] {
    var all = ProcessInfo.processInfo.environment
    all["PATH"] = (all["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    for letter in letters { all[letter] = namespace(letter) }
    all["ALL"] = letters.map { namespace($0) }.joined(separator: " ")
    all.merge(["RUN": folder.path, "HERE": scripts, "NETKIT": Lab.netkit]) { $1 }
    return all
  }

  /// Runs a script with the functions of `lab.sh`; the first command that fails ends it.
  func shell(_ script: String) throws {
    let whole = """
      set -e
      # Daemons keep what they are started with: a pipe would never end.
      exec < /dev/null > /dev/null 2> $RUN/errors
      . $HERE/lab.sh
      \(script)
      """
    guard try spawn(whole) == 0 else {
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

  /// Runs a program in a namespace.
  func run(
    in letter: String, _ words: [String], environment: [String: String] = [:],
    seconds: Double = 30
  ) throws -> Lab.Result {
    var all = ["PATH": self.environment["PATH"] ?? ""]
    all.merge(environment) { $1 }
    return try Lab.run(
      "ip", ["netns", "exec", namespace(letter)] + words, environment: all, seconds: seconds)
  }

  /// Makes an ordinary user of a command.
  static let asNobody = [
    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--",
  ]
}
