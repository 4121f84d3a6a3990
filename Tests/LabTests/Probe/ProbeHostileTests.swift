import Foundation
import Testing

/// Services that say what no service should, and readers that stop reading.
@Suite(
  "Hostile services and broken outputs", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "python3"), Lab.reason))
struct ProbeHostileTests {
  /// Port by port: what is said at once, or for 8xxx after a request.
  private static let script = #"""
    import socket, sys, threading, time
    ESC = b"\x1b]0;owned\x07\x1b[2J\x08\x7f\xc2\x9b31m\xe2\x80\xae\xe2\x80\x8b"
    said = {
      2301: [ESC + b"hello\r\n"],
      2302: [b"\xff\xfe\xc3(\xf0\x9f bytes\n"],
      2303: None,
      2304: [],
      2305: [b"\xed\x95\x9c\xea\xb5\xad\n"],
      8001: [b"HTTP/1.1 200 " + ESC + b"\r\nServer: " + ESC + b"\r\nLocation: " + ESC + b"\r\n\r\n"],
      8002: None,
      8003: [b"\x00\x01\x02\xff" * 99],
      8004: [b"HTTP/1.1 99999999999999999999 X\r\n\r\n"],
      8005: [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100000],
      8006: [b"HTTP/1.1 200 OK\r\nX" + b"y" * 1000000],
    }
    def talk(c, port):
      try:
        if port > 8000: c.recv(4096)
        if said[port] is None:
          for i in range(4000): c.sendall(b"A" * 65536)
        else:
          for piece in said[port]: c.sendall(piece)
        if not said[port]: time.sleep(60)
      except OSError: pass
      c.close()
    def listen(s, port):
      while True:
        try: threading.Thread(target=talk, args=(s.accept()[0], port), daemon=True).start()
        except OSError: pass
    for port in said:
      s = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
      threading.Thread(target=listen, args=(s, port), daemon=True).start()
    print("ready", flush=True); time.sleep(600)
    """#

  /// Characters that a terminal or an editor would obey.
  private func obeyed(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter {
      $0 != "\n" && $0 != "\t"
        && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
          || $0 == "\u{200B}")
    }
  }

  @Test(
    "what services say reaches no terminal as it is, in no format",
    arguments: [[], ["--json"], ["--csv"], ["--grepable"], ["--nmap-xml"], ["--prometheus"]])
  func hostile(form: [String]) throws {
    let lab = try ProbeLab()
    try lab.serve(Self.script)
    for ports in ["2301-2305 --banner", "8001-8006 --http"] {
      let words = ports.split(separator: " ").map(String.init)
      let start = ContinuousClock.now
      let run = try lab.probe(["10.79.0.2", "-p"] + words + form)
      #expect(run.status == 0, "\(run.errors)")
      #expect(obeyed(in: run.output).isEmpty, "\(form): \(obeyed(in: run.output))")
      // Three seconds for a silent service, the rest for a busy machine: 2303 never ends.
      #expect(ContinuousClock.now - start < .seconds(55))
      if words[1] == "--banner", form.isEmpty || form == ["--json"] {
        #expect(run.output.contains("한국"))
        #expect(run.output.contains("hello"))
      }
    }
  }

  @Test("a banner without end is cut, and its port told like any other")
  func endless() throws {
    let lab = try ProbeLab()
    try lab.serve(Self.script)
    let found = try lab.results(["10.79.0.2:2303", "--banner"])
    let banner = try #require(found.first?["banner"] as? String)
    #expect(banner.count == 4096)
  }

  @Test("what a port says is told while others are still silent")
  func streaming() throws {
    let lab = try ProbeLab()
    try lab.serve(Self.script)
    // 2304 says nothing for the three seconds that a banner has; the reader wants one line and
    // is done.
    let script = #"timeout 50 "$@" | head -n 1"#
    let run = try Lab.run(
      "ip",
      [
        "netns", "exec", lab.asker, "bash", "-c", script, "bash", Lab.netkit, "probe",
        "10.79.0.2", "-p", "2301,2304", "--banner", "--json", "-w", "10s",
      ])
    #expect(run.output.contains("\"port\":2301"))
    #expect(run.output.contains("hello"))
  }

  @Test("a full disk is an error, a reader that has gone is not")
  func outputs() throws {
    let lab = try ProbeLab()
    for form in ["--json", "--csv", "--nmap-xml"] {
      let words = "'\(Lab.netkit)' probe 10.79.0.2 -p 1-9999 --show all \(form)"
      let script = """
        \(words) >/dev/full; echo full $?
        \(words) | head -n 1; echo gone ${PIPESTATUS[0]}
        """
      let run = try Lab.run("ip", ["netns", "exec", lab.asker, "bash", "-c", script])
      #expect(run.output.contains("full 2"), "\(run.output.prefix(300))")
      // 141: ended by SIGPIPE, as any filter; 1 where all fitted into the pipe.
      #expect(run.output.contains("gone 141") || run.output.contains("gone 1\n"), "\(form)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      #expect(run.errors.contains("no space left"))
    }
  }

  @Test("no line is wider than a terminal of 80 columns")
  func width() throws {
    let lab = try ProbeLab()
    try lab.serve(Self.script)
    let script = """
      import os, pty, sys
      os.environ["COLUMNS"] = "80"
      pty.spawn(sys.argv[1:])
      """
    let run = try Lab.run(
      "ip",
      [
        "netns", "exec", lab.asker, "python3", "-c", script, Lab.netkit, "probe", "10.79.0.2",
        "-p", "9,2301-2305,8001-8006,20000-20003", "--banner", "--http", "--color", "never",
      ])
    #expect(run.output.contains("2301/tcp"))
    // Progress is erased and redrawn on its line; what stays is behind the last return.
    let lines = run.output.split(whereSeparator: \.isNewline)
    for line in lines where !line.contains("\u{1b}") { #expect(line.count <= 80, "\(line)") }
  }
}
