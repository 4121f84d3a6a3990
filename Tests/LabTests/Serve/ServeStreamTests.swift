import Foundation
import Testing

@Suite("serve: streams", .serialized, .enabled(if: Lab.hasPrograms("python3"), Lab.reason))
struct ServeStreamTests {
  @Test("Python gets its bytes back, in both families", arguments: ["::1", "127.0.0.1"])
  func echo(_ host: String) throws {
    let server = try Serving("echo")
    let result = try Python.run(
      """
      s = dial(sys.argv[1], sys.argv[2])
      t = '안녕하세요, 서버!\\n'.encode()
      for b in t: s.send(bytes([b]))   # each character in pieces
      got = read(s, len(t)); assert got == t, got
      big = os.urandom(8_000_000); assert swap(s, big) == big
      s.shutdown(socket.SHUT_WR)       # half-close: the end comes back
      assert s.recv(1) == b''
      print('whole')
      """, host, "\(server.port)")
    #expect(result.output == "whole\n", "\(result.errors)")
    #expect(server.end() == 0)
    #expect(server.log.contains("안녕하세요") || server.log.contains("안"), "\(server.log.prefix(500))")
  }

  @Test("a client that sends and does not read stops itself, not the server")
  func noDeadlock() throws {
    let server = try Serving("echo", "-q")
    let result = try Python.run(
      """
      a = dial('::1', sys.argv[1])
      sent = stuff(a)
      b = dial('::1', sys.argv[1])
      b.sendall(b'ping'); assert read(b, 4) == b'ping'
      a.shutdown(socket.SHUT_WR); got = 0
      while True:
        d = a.recv(65536)
        if not d: break
        got += len(d)
      assert got == sent, (got, sent)
      print('even')
      """, "\(server.port)")
    #expect(result.output == "even\n", "\(result.errors)")
  }

  @Test("a hundred asyncio clients at once")
  func asyncio() throws {
    let server = try Serving("echo", "-q", "--max-per-ip", "200")
    let result = try Python.run(
      """
      async def one(n):
        r, w = await asyncio.open_connection(['::1', '127.0.0.1'][n % 2], int(sys.argv[1]))
        for i in range(20):
          t = f'메시지 {n} {i}\\n'.encode(); w.write(t); await w.drain()
          assert await r.readline() == t
        w.close()
      async def all(): await asyncio.gather(*[one(n) for n in range(100)])
      asyncio.run(all()); print('all')
      """, "\(server.port)")
    #expect(result.output == "all\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  @Test("/end ends one client alone, with and without a line end")
  func endWord() throws {
    let server = try Serving("echo")
    let result = try Python.run(
      """
      a = dial('::1', sys.argv[1])
      b = dial('::1', sys.argv[1])
      c = dial('::1', sys.argv[1])
      a.sendall(b'one\\n/end\\n'); assert a.makefile().read() == 'one\\n'
      c.sendall(b'/end'); assert c.recv(9) == b''
      b.sendall(b'still here'); assert read(b, 10) == b'still here'
      print('alone')
      """, "\(server.port)")
    #expect(result.output == "alone\n", "\(result.errors)")
    #expect(server.end() == 0)
    #expect(server.log.contains("closed: the client said so"))
  }

  @Test("what follows the end word is thrown away, and takes no answer with it")
  func afterEndWord() throws {
    for (service, word) in [("echo", "/end"), ("chat", "/quit")] {
      let server = try Serving(service, "-q")
      let result = try Python.run(
        """
        s = dial('127.0.0.1', sys.argv[1])
        f = s.makefile('rb')
        if sys.argv[2] == 'chat': hear(f)
        s.sendall(f'one\\n{sys.argv[3]}\\n'.encode() + b'more\\n' * 800_000)  # far more than one read
        s.shutdown(socket.SHUT_WR)
        assert f.read() == (b'one\\n' if sys.argv[2] == 'echo' else b'')
        print('whole')
        """, "\(server.port)", service, word)
      #expect(result.output == "whole\n", "\(service): \(result.errors)")
      #expect(server.end() == 0)
    }
  }

  @Test("hello, daytime and discard say what they are for")
  func others() throws {
    let hello = try Serving("hello", "--message", "안녕, 손님!")
    let daytime = try Serving("daytime")
    let discard = try Serving("discard")
    let result = try Python.run(
      """
      def all(port, data=b''):
        s = dial('127.0.0.1', port)
        if data: s.sendall(data)
        s.shutdown(socket.SHUT_WR)
        return s.makefile('rb').read()
      assert all(sys.argv[1], b'unread' * 1000) == '안녕, 손님!\\n'.encode()
      assert time.strptime(all(sys.argv[2]).decode(), '%Y-%m-%dT%H:%M:%SZ\\r\\n')
      assert all(sys.argv[3], b'x' * 1000000) == b''
      print('said')
      """, "\(hello.port)", "\(daytime.port)", "\(discard.port)")
    #expect(result.output == "said\n", "\(result.errors)")
    #expect(discard.end() == 0)
    #expect(discard.log.contains("976.56 KiB in") || discard.log.contains("977 KiB in"))
  }

  @Test("--once serves one client, --count so many, and --for so long")
  func howLong() throws {
    let once = try Serving("echo", "--once")
    _ = try Python.run(
      "s = dial('::1', sys.argv[1]); s.sendall(b'x'); s.recv(1)",
      "\(once.port)")
    #expect(once.wait() == 0)
    let timed = try Serving("echo", "--for", "200ms")
    #expect(timed.wait() == 0)
    let two = try Serving("hello", "--count", "2")
    for _ in 0..<2 {
      _ = try Python.run(
        "s = dial('::1', sys.argv[1]); s.makefile().read()",
        "\(two.port)")
    }
    #expect(two.wait() == 0)
    #expect(two.log.contains("served 2"))
  }

  @Test("--ready-fd tells who started it the ports, and is closed then")
  func readyDescriptor() throws {
    let result = try Python.run(
      """
      import subprocess
      r, w = os.pipe()
      p = subprocess.Popen([sys.argv[1], 'serve', 'echo', '-q', '--ready-fd', str(w), '0'], pass_fds=[w])
      os.close(w); ports = os.fdopen(r).read().split()
      s = dial('::1', *ports); s.sendall(b'up'); print(read(s, 2))
      p.terminate(); print(p.wait(50))
      """, Lab.netkit)
    #expect(result.output == "b'up'\n0\n", "\(result.errors)")
    let stun = try Python.run(
      """
      import subprocess
      r, w = os.pipe()
      p = subprocess.Popen(
        [sys.argv[1], 'serve', 'stun', '-q', '--ready-fd', str(w), '-p', '0', '127.0.0.1'], pass_fds=[w])
      os.close(w); first, second = os.fdopen(r).read().split()
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(50)
      for port in first, second:
        s.sendto(bytes([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]) + b'x' * 12, ('127.0.0.1', int(port)))
        print(s.recv(999)[:2])
      p.terminate(); print(p.wait(50))
      """, Lab.netkit)
    #expect(stun.output == "b'\\x01\\x01'\nb'\\x01\\x01'\n0\n", "\(stun.errors)")
    // Not one of the server's own, which would be that number by the time it listens.
    let closed = try Lab.run(Lab.netkit, ["serve", "echo", "-q", "--ready-fd", "5", "0"])
    #expect(closed.status == 2)
    #expect(closed.errors.contains("cannot write to descriptor 5: bad file descriptor"))
  }

  @Test("clients over the limits, and from elsewhere, are refused")
  func limits() throws {
    let server = try Serving("echo", "--max-per-ip", "2", "--max-clients", "3")
    let result = try Python.run(
      """
      def open(h):
        s = dial(h, sys.argv[1]); s.sendall(b'x')
        try: return s, s.recv(1)
        except ConnectionError: return s, b''
      a, b, c = open('::1'), open('::1'), open('::1')
      d, e = open('127.0.0.1'), open('127.0.0.1')
      print([x[1] for x in (a, b, c, d, e)])
      """, "\(server.port)")
    #expect(result.output == "[b'x', b'x', b'', b'x', b'']\n", "\(result.errors)")
    #expect(server.end() == 0)
    #expect(server.log.contains("--max-per-ip") && server.log.contains("--max-clients"))
    let picky = try Serving("echo", "--allow", "127.0.0.0/8")
    let refused = try Python.run(
      """
      s = dial('::1', sys.argv[1])
      try: print(s.recv(1))
      except ConnectionError: print(b'')
      s = dial('127.0.0.1', sys.argv[1])
      s.sendall(b'y'); print(s.recv(1))
      """, "\(picky.port)")
    #expect(refused.output == "b''\nb'y'\n", "\(refused.errors)")
  }

  @Test("SIGTERM lets a client take its last bytes")
  func drain() throws {
    let server = try Serving("echo", "-q")
    let result = try Python.run(
      """
      s = dial('::1', sys.argv[1])
      stuff(s)                          # until the server cannot answer any more
      os.kill(int(sys.argv[2]), 15); got = 0
      try:                              # until it takes nobody any more
        while True: dial('::1', sys.argv[1]).close()
      except ConnectionError: pass
      try:
        while True:
          d = s.recv(65536)
          if not d: break
          got += len(d)
      except ConnectionResetError: pass
      print(got > 100000)
      """, "\(server.port)", "\(server.pid)")
    #expect(result.output == "True\n", "\(result.errors)")
    #expect(server.wait() == 0)
  }

  @Test("silent clients go, and those that do not read")
  func idle() throws {
    // Long enough for the second client to fill the buffers in, on a busy machine.
    let server = try Serving("echo", "--idle", "3s")
    let result = try Python.run(
      """
      s = dial('::1', sys.argv[1])
      assert s.recv(1) == b''
      t = dial('::1', sys.argv[1])
      try:
        while True: t.sendall(b'x' * 65536)
      except ConnectionError: print('gone')
      """, "\(server.port)")
    #expect(result.output == "gone\n", "\(result.errors)")
    #expect(server.shows("silent for too long"))
    #expect(server.shows("it did not read"))
  }

  @Test("a reset and a half-open client harm nobody")
  func resets() throws {
    let server = try Serving("echo")
    let result = try Python.run(
      """
      import struct
      for i in range(50):
        s = dial('::1', sys.argv[1])
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        s.sendall(b'x' * (i * 1000)); s.close()
      h = dial('::1', sys.argv[1]); h.shutdown(socket.SHUT_RD)
      s = dial('::1', sys.argv[1])
      s.sendall(b'ok'); print(read(s, 2))
      """, "\(server.port)")
    #expect(result.output == "b'ok'\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  @Test("out of descriptors it rests without spinning, and goes on")
  func descriptors() throws {
    let server = try Serving("echo", "--max-per-ip", "200", shell: "ulimit -n 24")
    let result = try Python.run(
      """
      c = [dial('::1', sys.argv[1]) for _ in range(30)]
      def cpu():
        f = open(f'/proc/{sys.argv[2]}/stat').read().rsplit(')', 1)[1].split()
        return int(f[11]) + int(f[12])
      # Two seconds at rest, once it has taken those that it can.
      for _ in range(10):
        before = cpu(); time.sleep(2); used = cpu() - before
        if used <= 2: break
      c[0].sendall(b'a'); assert read(c[0], 1) == b'a'
      for s in c[:20]: s.close()
      c[29].sendall(b'z'); assert read(c[29], 1) == b'z'
      print(used <= 2)
      """, "\(server.port)", "\(server.pid)")
    #expect(result.output == "True\n", "\(result.errors) \(server.log)")
    #expect(server.end() == 0)
    #expect(server.log.contains("no new clients for now"))
    #expect(server.log.contains("taking clients again"))
  }
}
