import Foundation
import Testing

/// The line that tells a terminal how far a scan has come.
@Suite(
  "Progress of a scan", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "cc", "python3"), Lab.reason))
struct ProbeProgressTests {
  private static let erase = "\r\u{1b}[K"
  /// Runs its words on a terminal of its own, and hands on what they write there. The first word says
  /// after how many lines with a time left they are interrupted; 0 for never.
  private static let terminal = """
    import os, pty, signal, sys
    left = int(sys.argv[1])
    child, screen = pty.fork()
    if child == 0: os.execvp(sys.argv[2], sys.argv[2:])
    while True:
      try: data = os.read(screen, 65536)
      except OSError: break          # the terminal's other side is closed
      os.write(1, data)
      if left and (left := max(0, left - data.count(b' left'))) == 0: os.kill(child, signal.SIGINT)
    os.waitpid(child, 0)
    """

  /// What a scan of silent ports, 2.5 s long at least, writes to a terminal.
  private func screen(
    _ columns: Int, interruptedAfter lines: Int = 0, _ before: [String] = []
  ) throws -> String {
    let lab = try ProbeLab()
    try lab.startTunnel("drop=1-65535", "open=22")
    let scan = [Lab.netkit, "probe", "10.88.1.1", "-p", "1-10000", "--rate", "8000"]
    let words =
      ["netns", "exec", lab.asker, "env", "COLUMNS=\(columns)", "python3", "-c", Self.terminal]
      + ["\(lines)"] + before + scan
    return try Lab.run("ip", words).output
  }

  @Test(
    "it is redrawn in place, fits the terminal, and is gone before anything else",
    arguments: [80, 40], [0, 4])
  func line(columns: Int, interruptedAfter lines: Int) throws {
    let pieces = try screen(columns, interruptedAfter: lines).components(separatedBy: Self.erase)
    let drawn = pieces.filter { $0.contains("%") && !$0.contains("\n") }
    #expect(drawn.count > 3)
    #expect(drawn.allSatisfy { $0.count < columns && !$0.contains("\u{1b}") }, "\(drawn)")
    // At the start nothing is timed out, and how long it will take not known.
    let last = try #require(drawn.last)
    #expect(last.contains(" left  open 1"))
    if columns == 80 {
      let facts = #/  open 1  filtered [\d,]+  window [\d,]+  timeout \S+ ms$/#
      #expect(last.contains(facts))
    }
    // Between lines there is nothing but their erasing; after it, the results.
    #expect(pieces.dropFirst().dropLast().allSatisfy { !$0.contains("\n") })
    #expect(try #require(pieces.last).contains("22/tcp"))
  }

  @Test("standard error that is no terminal gets none of it")
  func redirected() throws {
    let output = try screen(80, ["sh", "-c", #"exec "$@" 2>&1 >/dev/tty | cat"#, "sh"])
    #expect(output.contains("22/tcp"))
    #expect(!output.contains("%") && !output.contains(Self.erase))
  }
}
