import Foundation
import Testing

@Suite("connect", .serialized, .enabled(if: Lab.hasPrograms("python3"), Lab.reason))
struct ConnectStreamTests {
  /// Runs a Python server of one script, which listens on `l`, a socket of the loopback, and then
  /// `netkit connect` to it.
  private func talk(
    to script: String, _ words: [String], host: String = "127.0.0.1", input: String = "",
    environment: [String: String] = [:]
  ) throws -> Lab.Result {
    let server = try PythonServer(script, host: host)
    defer { server.end() }
    return try Lab.run(
      Lab.netkit, ["connect", host, "\(server.port)"] + words, input: input,
      environment: environment, seconds: 30)
  }

  private let echo = """
    c, _ = l.accept()
    while True:
      d = c.recv(65536)
      if not d: break
      c.sendall(d)
    c.close()
    """

  @Test("Python's socket gives Korean back, in both families", arguments: ["::1", "127.0.0.1"])
  func echo(_ host: String) throws {
    let text = String(repeating: "안녕하세요, 서버! 👋\n", count: 20_000)
    let result = try talk(to: echo, [], host: host, input: text)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == text)
  }

  @Test("a late answer after FIN is printed")
  func lateAnswer() throws {
    let result = try talk(
      to: """
        c, _ = l.accept()
        n = 0
        while True:
          d = c.recv(65536)
          if not d: break
          n += len(d)
        time.sleep(0.7); c.sendall(f'{n} bytes\\n'.encode()); c.close()
        """, [], input: "one\ntwo\n")
    #expect(result.output == "8 bytes\n" && result.status == 0, "\(result.errors)")
  }

  @Test("it leaves when the server closes, with its input still open")
  func leaves() throws {
    let server = try PythonServer("c, _ = l.accept(); c.sendall(b'bye\\n'); c.close()")
    defer { server.end() }
    let result = try Python.run(
      """
      import subprocess
      p = subprocess.Popen([sys.argv[2], 'connect', '127.0.0.1', sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
      print(p.wait(50), p.stdout.read())
      """, "\(server.port)", Lab.netkit)
    #expect(result.output == "0 b'bye\\n'\n", "\(result.errors)")
  }

  @Test("--idle ends a conversation in which nobody speaks; with more to say that is a failure")
  func idle() throws {
    let server = try PythonServer("k = [l.accept() for _ in range(9)]")
    defer { server.end() }
    let result = try Python.run(
      """
      import subprocess
      p = subprocess.Popen([sys.argv[2], 'connect', '127.0.0.1', sys.argv[1], '--idle', '300ms'], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
      print(p.wait(50), 'nothing came or went for 300 ms' in p.stderr.read().decode())
      """, "\(server.port)", Lab.netkit)
    #expect(result.output == "2 True\n", "\(result.errors)")
    let words = ["connect", "127.0.0.1", "\(server.port)", "--idle", "300ms", "--send", "x"]
    #expect(try Lab.run(Lab.netkit, words).status == 0)
    let expecting = try Lab.run(Lab.netkit, words + ["--expect", "y", "--json"])
    #expect(expecting.status == 1 && expecting.output.contains(#""reason":"silence""#))
    let datagrams = try Python.run(
      """
      import subprocess
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0))
      p = subprocess.Popen([sys.argv[1], 'connect', '--udp', '127.0.0.1', str(s.getsockname()[1]), '--idle', '300ms'], stdin=subprocess.PIPE)
      print(p.wait(50))
      """, Lab.netkit)
    #expect(datagrams.output == "2\n", "\(datagrams.errors)")
  }

  @Test("what is expected decides")
  func expectation() throws {
    let met = try talk(to: echo, ["--send", "핑", "--expect", "핑"])
    #expect(met.status == 0 && met.output == "핑\n")
    let unmet = try talk(to: echo, ["--send", "핑", "--expect", "퐁"])
    #expect(unmet.status == 1 && unmet.errors.contains("'퐁' did not come"))
  }

  @Test("lines end as they are asked to, and files go as they are")
  func lineEnds() throws {
    let crlf = try talk(to: echo, ["--crlf", "--send", "a", "--send", "b"])
    #expect(Array(crlf.output.utf8) == Array("a\r\nb\r\n".utf8))
    let input = try talk(to: echo, ["--crlf"], input: "a\nb\r\n")
    #expect(Array(input.output.utf8) == Array("a\r\nb\r\n".utf8))
  }

  @Test("--source decides the family where the host has both")
  func sourceFamily() throws {
    let server = try PythonServer(echo)
    defer { server.end() }
    let result = try Lab.run(
      Lab.netkit,
      ["connect", "-v", "-s", "127.0.0.9", "localhost", "\(server.port)", "--send", "x"])
    #expect(result.status == 0 && result.output == "x\n", "\(result.errors)")
    #expect(result.errors.contains("from 127.0.0.9:") && !result.errors.contains("::1"))
  }

  @Test("standard input that cannot be read is said, and not waited for")
  func noInput() throws {
    let server = try PythonServer(echo)
    defer { server.end() }
    let words = [Lab.netkit, "connect", "127.0.0.1", "\(server.port)"]
    // A folder can be opened and not be read.
    let result = try Lab.run("bash", ["-c", "exec \"$@\" </", "bash"] + words, seconds: 30)
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot read standard input"), "\(result.errors)")
  }

  @Test("round trips are measured")
  func roundTrips() throws {
    let result = try talk(to: echo, ["--send", "ping", "--repeat", "5", "--interval", "1ms"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("5 sent, 5 answered\nmin "), "\(result.output)")
  }

  @Test("refused is a no, silence is not an answer")
  func refusals() throws {
    let refused = try Lab.run(Lab.netkit, ["connect", "127.0.0.1", "1"])
    #expect(refused.status == 1 && refused.errors.contains("connection refused"))
    // A backlog that is full takes nobody in.
    let server = try PythonServer("time.sleep(90)", backlog: 0)
    defer { server.end() }
    let result = try Python.run(
      """
      p = int(sys.argv[1]); c = []
      for i in range(6):
        s = socket.socket(); s.setblocking(False)
        try: s.connect(('127.0.0.1', p))
        except BlockingIOError: pass
        c.append(s)
      import subprocess
      r = subprocess.run([sys.argv[2], 'connect', '127.0.0.1', str(p), '-w', '400ms'], stdin=subprocess.DEVNULL, capture_output=True)
      print(r.returncode, 'no answer in 400 ms' in r.stderr.decode())
      """, "\(server.port)", Lab.netkit)
    #expect(result.output == "2 True\n", "\(result.errors)")
  }

  @Test("a reset in the middle is told")
  func reset() throws {
    let result = try talk(
      to: """
        import struct
        c, _ = l.accept(); c.recv(10)
        c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); c.close()
        """, ["--send", "hello there"])
    #expect(result.status == 2)
    #expect(result.errors.contains("the connection broke: connection reset by peer"))
  }

  @Test("an IPv6 address that refuses gives way to IPv4, and -v shows both")
  func race() throws {
    let server = try PythonServer(echo)
    defer { server.end() }
    let result = try Lab.run(
      Lab.netkit, ["connect", "localhost", "\(server.port)", "-v", "--send", "x"])
    #expect(result.status == 0 && result.output == "x\n")
    #expect(result.errors.contains("[::1]:\(server.port) failed after"))
    #expect(result.errors.contains("127.0.0.1:\(server.port) connected in"))
  }

  @Test(
    "localhost is ::1 where the hosts file forgot it",
    .enabled(if: Lab.can(use: "unshare", "mount"), Lab.reason))
  func forgottenLocalhost() throws {
    let server = try Serving("echo", "-6")
    let result = try Lab.run(
      "unshare",
      [
        "-m", "bash", "-c",
        """
        echo '127.0.0.1 localhost' > "$2/hosts"; mount --bind "$2/hosts" /etc/hosts
        exec "$0" connect -6 localhost "$1" --send '로컬'
        """, Lab.netkit, "\(server.port)", FileManager.default.temporaryDirectory.path,
      ])
    #expect(result.output == "로컬\n" && result.status == 0, "\(result.errors)")
  }

  @Test("JSON has an object a line, and control characters stay inside it")
  func json() throws {
    let result = try talk(to: echo, ["--json", "--send", "가\u{1B}[31m"])
    let lines = result.output.split(separator: "\n").compactMap { line in
      try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }
    #expect(
      lines.compactMap { $0["event"] as? String } == [
        "resolved", "attempt", "connected", "data", "end",
      ])
    #expect(lines.compactMap { $0["text"] as? String } == ["가\u{1B}[31m\n"])
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test(
    "ncat and socat answer in both families",
    .enabled(if: Lab.hasPrograms("ncat", "socat"), Lab.reason),
    arguments: ["::1", "127.0.0.1"])
  func others(_ host: String) throws {
    let family = host == "::1" ? "6" : "4"
    let place = host == "::1" ? "[::1]" : host
    let client = { (port: Int) in [host, "\(port)", "--send", "넷캣", "--expect", "넷캣"] }
    let ncat = try ForeignServer.talk(["ncat", "-\(family)", "-l", "-k", "--exec", "/bin/cat"]) {
      [host, "\($0)"]
    } client: {
      // Round trips keep our side open: ncat ends its program at our FIN, before it has answered.
      [host, "\($0)", "--send", "넷캣", "--repeat", "1"]
    }
    #expect(ncat.output.hasPrefix("1 sent, 1 answered"), "\(ncat.errors)")
    let socat = try ForeignServer.talk(["socat"]) {
      ["TCP\(family)-LISTEN:\($0),bind=\(place),reuseaddr,fork", "EXEC:cat"]
    } client: {
      client($0)
    }
    #expect(socat.output == "넷캣\n", "\(socat.errors)")
    let server = try Serving("echo")
    let back = try Lab.run(
      "bash",
      [
        "-c",
        """
        printf '넷캣\\n/end\\n' | ncat -\(family) \(host) $0
        printf '소캣\\n/end\\n' | socat -t 3 - TCP\(family):\(host == "::1" ? "[::1]" : host):$0
        """, "\(server.port)",
      ])
    #expect(back.output == "넷캣\n소캣\n", "\(back.errors)")
  }
}
