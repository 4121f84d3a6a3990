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
  /// Modules, and the words in which the scripts talk. What waits for the other end gives up in time
  /// to say where; whatever comes short of what was waited for is an error, and not waited for again.
  private static let head = """
    import asyncio, os, select, socket, ssl, sys, time

    def dial(host, port): return socket.create_connection((host, int(port)), 50)

    def read(s, count):
      got = bytearray()
      while len(got) < count:
        piece = s.recv(count - len(got))
        assert piece, f'the end after {len(got)} of {count} bytes'
        got += piece
      return bytes(got)

    def hear(file):
      got = file.readline()
      assert got.endswith(b'\\n'), f'the end after {got}'
      return got

    # Sends all and reads as much, by turns in one thread: ssl's sockets do not take two at once.
    def swap(s, data):
      s.setblocking(False)
      sent, got, busy = 0, bytearray(), (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
      while len(got) < len(data):
        before = sent + len(got)
        try: sent += s.send(data[sent:sent + 65536]) if sent < len(data) else 0
        except busy: pass
        try:
          piece = s.recv(65536)
          assert piece, f'the end after {len(got)} of {len(data)} bytes'
          got += piece
        except busy: pass
        if sent + len(got) == before:
          assert any(select.select([s], [s] if sent < len(data) else [], [], 50)), 'silence'
      s.settimeout(50)
      return bytes(got)

    # Sends until nothing has been taken for a while; how much was.
    def stuff(s):
      s.setblocking(False); sent = 0
      while select.select([], [s], [], 0.3)[1]: sent += s.send(b'x' * 65536)
      s.settimeout(50)
      return sent

    """

  /// Runs a script; what it printed.
  static func run(
    _ script: String, _ words: String..., seconds: Double = 60
  ) throws -> Lab.Result {
    try Lab.run("python3", ["-c", head + script] + words, seconds: seconds)
  }
}

/// Other people's clients, by way of bash.
enum Shell {
  /// Runs a script that has `talk TEXT PROGRAM…`: it says the text, shows the line that comes back,
  /// says /end then and no sooner, and shows whatever else comes until the program ends.
  static func talk(_ script: String, _ words: String...) throws -> Lab.Result {
    let head = """
      talk() {
        coproc "${@:2}"
        local pid=$! line
        exec {from}<&${COPROC[0]}- {to}>&${COPROC[1]}-
        printf '%s\\n' "$1" >&$to
        read -r -t 50 line <&$from && printf '%s\\n' "$line"
        printf '/end\\n' >&$to
        exec {to}>&-
        cat <&$from
        exec {from}<&-
        wait $pid
      }

      """
    return try Lab.run("bash", ["-c", head + script, "bash"] + words, seconds: 60)
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
