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
