import Foundation
import Testing

@Suite("serve: chat", .serialized, .enabled(if: Lab.hasPrograms("python3"), Lab.reason))
struct ServeChatTests {
  @Test("Korean arrives whole, a prefix on each line, however it was cut")
  func korean() throws {
    let server = try Serving("chat")
    let result = try Python.run(
      """
      p = int(sys.argv[1])
      a = dial('127.0.0.1', p); fa = a.makefile('rb'); hear(fa)
      b = dial('::1', p); fb = b.makefile('rb'); hear(fb)
      assert hear(fa) == b'* guest2 joined\\n'
      a.sendall('/nick 홍길동\\n'.encode())
      want = '* guest1 is now 홍길동\\n'.encode()
      assert hear(fa) == want and hear(fb) == want
      for c in '안녕하세요 여러분\\n'.encode(): a.send(bytes([c])); time.sleep(0.001)  # each alone
      assert hear(fb) == '홍길동: 안녕하세요 여러분\\n'.encode()
      a.sendall(b'one\\ntwo\\nthree\\n')
      got = [hear(fb).decode() for _ in range(3)]
      assert got == ['홍길동: one\\n', '홍길동: two\\n', '홍길동: three\\n'], got
      a.sendall(b'\\x1b[2Jboo\\n'); assert hear(fb) == '홍길동: \\ufffd[2Jboo\\n'.encode()
      b.sendall('/nick 홍길동\\n'.encode()); assert hear(fb) == '* 홍길동 is taken\\n'.encode()
      a.sendall(b'/quit\\n'); assert fa.read() == b''
      assert hear(fb) == '* 홍길동 left\\n'.encode()
      print('heard')
      """, "\(server.port)")
    #expect(result.output == "heard\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  @Test("a reader that stalls is dropped, and stalls nobody")
  func stalled() throws {
    let server = try Serving("chat", "-q", "--queue", "64KiB")
    let result = try Python.run(
      """
      p = int(sys.argv[1])
      stalled = dial('::1', p)
      stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
      a = dial('::1', p)
      a.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
      b = dial('::1', p); fb = b.makefile('rb')
      hear(fb)
      line = b'x' * 999 + b'\\n'; worst = 0
      for i in range(8000):
        t = time.time(); a.sendall(line); hear(fb); worst = max(worst, time.time() - t)
      assert worst < 5, worst            # a busy machine makes nobody wait for so long
      b.sendall(b'/who\\n')
      while True:
        l = hear(fb)
        if b'here:' in l: break
      assert b'guest1' not in l, l
      print('free')
      """, "\(server.port)")
    #expect(result.output == "free\n", "\(result.errors)")
  }

  @Test("who asks for more answers than may wait for a reader is dropped")
  func flood() throws {
    let server = try Serving("chat", "-q", "--queue", "4KiB")
    let result = try Python.run(
      """
      p = int(sys.argv[1])
      b = dial('::1', p); fb = b.makefile('rb'); hear(fb)
      a = dial('::1', p); fa = a.makefile('rb'); hear(fa)
      assert hear(fb) == b'* guest2 joined\\n'
      try: a.sendall(b'/who\\n' * 20000)
      except ConnectionError: pass          # it is gone before all has been sent
      assert hear(fb) == b'* guest2 left\\n'
      b.sendall(b'/who\\n'); assert hear(fb) == b'* here: guest1\\n'
      print('free')
      """, "\(server.port)")
    #expect(result.output == "free\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  @Test("hundreds that stall at once are dropped at once, and the others hear of it")
  func manyStalled() throws {
    let server = try Serving(
      "chat", "-q", "--queue", "4KiB", "--max-clients", "500", "--max-per-ip", "500",
      // Nobody who tries all ports of 127.0.0.1 comes in between.
      "--allow", "::1/128")
    let result = try Python.run(
      """
      p = int(sys.argv[1]); stalled = []
      for i in range(300):
        s = socket.socket(socket.AF_INET6); s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.connect(('::1', p)); stalled.append(s)
      a = dial('::1', p); fa = a.makefile('rb'); hear(fa)
      b = dial('::1', p); fb = b.makefile('rb'); hear(fb)
      left = 0; line = b'x' * 60000 + b'\\n'
      for i in range(400):
        if left >= 300: break
        a.sendall(line)
        while True:
          l = hear(fb); left += l.endswith(b' left\\n')
          if l.endswith(b'xx\\n'): break
      b.sendall(b'/who\\n')
      while True:
        l = hear(fb); left += l.endswith(b' left\\n')
        if b'here:' in l: break
      print(left, l.decode(), end='')
      """, "\(server.port)")
    #expect(result.output == "300 * here: guest301, guest302\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  @Test("a line over the limit ends that member's stay")
  func longLine() throws {
    let server = try Serving("chat", "--max-line", "1KiB")
    let result = try Python.run(
      """
      s = dial('::1', sys.argv[1]); f = s.makefile('rb')
      hear(f); s.sendall(b'y' * 5000)
      try: print(f.read())
      except ConnectionError: print(b'')
      """, "\(server.port)")
    #expect(result.output == "b''\n", "\(result.errors)")
    #expect(server.shows("a line was too long"))
  }

  @Test("a thousand members hear each other")
  func thousand() throws {
    let server = try Serving("chat", "-q", "--max-clients", "2000", "--max-per-ip", "2000")
    let result = try Python.run(
      """
      import selectors, resource
      resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
      p = int(sys.argv[1]); start = time.time(); n = 1000
      sel = selectors.DefaultSelector(); heard = {}
      c = []
      for i in range(n):
        s = dial('127.0.0.1', p); c.append(s)
      for s in c: s.setblocking(False); sel.register(s, selectors.EVENT_READ); heard[s] = bytearray()
      def pump(done, limit):
        while not done() and time.time() - start < limit:
          for key, _ in sel.select(1):
            d = key.fileobj.recv(1 << 20); assert d, 'dropped'
            heard[key.fileobj] += d
      pump(lambda: all(b'guest1000 joined' in heard[s] for s in c[:-1]), 60)
      c[0].sendall('모두 안녕\\n'.encode())
      want = 'guest1: 모두 안녕\\n'.encode()
      pump(lambda: all(want in heard[s] for s in c[1:]), 60)
      assert all(want in heard[s] for s in c[1:])
      print('thousand', time.time() - start < 60)
      """, "\(server.port)", seconds: 90)
    #expect(result.output == "thousand True\n", "\(result.errors)")
    #expect(server.end() == 0)
  }
}
