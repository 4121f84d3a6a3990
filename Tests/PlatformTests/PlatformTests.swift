import Foundation
import Platform
import Testing

@Suite("Platform")
struct PlatformTests {
  @Test(
    "errno values have their names and words",
    arguments: [
      (ECONNREFUSED, "ECONNREFUSED", "connection refused"),
      (EMFILE, "EMFILE", "too many open files"),
      (ENETUNREACH, "ENETUNREACH", "network is unreachable"),
      (EAGAIN, "EAGAIN", "resource temporarily unavailable"),
    ])
  func names(code: Int32, symbol: String, message: String) {
    let error = SystemError("connect", code)
    #expect(error.symbol == symbol)
    #expect(error.message == message)
  }

  @Test("an interrupted call is repeated, another failure is thrown once")
  func retry() throws {
    var calls = 0
    let value = try retrying("read") { () -> Int in
      calls += 1
      errno = EINTR
      return calls < 4 ? -1 : 7
    }
    #expect(value == 7 && calls == 4)
    calls = 0
    #expect(throws: SystemError("read", EIO)) {
      try retrying("read") { () -> Int in
        calls += 1
        errno = EIO
        return -1
      }
    }
    #expect(calls == 1)
  }

  @Test("deadlines order, end and never end")
  func deadlines() {
    #expect(Deadline.after(.seconds(1)) < .never)
    #expect(Deadline.after(.seconds(-1)).hasPassed)
    #expect(!Deadline.never.hasPassed)
    #expect(Deadline.never.pollMilliseconds == -1)
    #expect(Deadline.after(.seconds(-5)).pollMilliseconds == 0)
    let start = Instant(nanoseconds: 5_000_000)
    // 1 ns is rounded up: waking early would spin.
    #expect(Deadline(at: start + .nanoseconds(1)).pollMilliseconds(from: start) == 1)
    #expect(Deadline(at: start + .milliseconds(250)).pollMilliseconds(from: start) == 250)
    #expect(start + .seconds(-9) == Instant(nanoseconds: 0))
    #expect((start + .seconds(2)) - start == .seconds(2))
    #expect(start - (start + .milliseconds(3)) == .milliseconds(-3))
  }

  @Test("random numbers differ")
  func random() {
    var one = Randomness()
    var seen: Set<UInt64> = []
    for _ in 0..<1000 { seen.insert(one.next()) }
    #expect(seen.count == 1000)
    #expect(one.bytes(12).count == 12)
  }

  @Test("the environment answers, and nil for what is not set")
  func environment() {
    setenv("NETKIT_TEST_VARIABLE", "값", 1)
    #expect(Environment.variable("NETKIT_TEST_VARIABLE") == "값")
    #expect(Environment.variable("NETKIT_TEST_NO_SUCH_VARIABLE") == nil)
    #expect(CommandWords.all.first?.isEmpty == false)
  }

  @Test("COLUMNS goes before the terminal, and rubbish in it is passed over")
  func width() {
    #expect(Terminal.width(-1, columns: "132") == 132)
    #expect(Terminal.width(-1, columns: "wide") == nil)
    #expect(Terminal.width(-1, columns: "0") == nil)
    #expect(!Terminal.isTerminal(-1))
  }

  @Test(
    "a child's status is the shell's",
    arguments: [
      (["sh", "-c", "exit 7"], ChildProcess.Ending.exited(7), Int32(7)),
      (["sh", "-c", "kill -TERM $$"], .signalled(15), 143),
    ])
  func child(words: [String], ending: ChildProcess.Ending, status: Int32) throws {
    let end = try ChildProcess(words).wait()
    #expect(end == ending)
    #expect(end.status == status)
  }

  @Test("a child reads and writes through the descriptors it is given")
  func plumbing() throws {
    let input = try SystemCalls.makePipe()
    let output = try SystemCalls.makePipe()
    let child = try ChildProcess(
      ["tr", "a-z", "A-Z"], input: input.reading.raw, output: output.writing.raw)
    try output.writing.close()
    let words = Writer(to: input.writing)
    words.append("hello")
    try words.flush()
    _ = consume words
    var reader = FileReader(descriptor: output.reading.raw)
    #expect(try reader.readAll() == Array("HELLO".utf8))
    #expect(try child.wait() == .exited(0))
  }

  @Test("no such program is ENOENT")
  func noProgram() {
    #expect(throws: SystemError("posix_spawnp", ENOENT)) {
      _ = try ChildProcess(["/nonexistent/program"])
    }
  }

  @Test(
    "services are named by the system's database",
    .enabled(if: FileManager.default.fileExists(atPath: "/etc/services")))
  func services() {
    #expect(ServiceNames.name(ofPort: 443, protocol: "tcp") == "https")
    #expect(ServiceNames.port(named: "domain", protocol: "udp") == 53)
    #expect(ServiceNames.name(ofPort: 1, protocol: "udp") != "https")
    #expect(ServiceNames.all(protocol: "tcp")[22] == "ssh")
  }

  @Test("the descriptor limit is raised to the hard one, and raising twice changes nothing")
  func limit() {
    let first = DescriptorLimit.raise()
    #expect(first > 0)
    #expect(DescriptorLimit.raise() == first)
  }

  @Test(
    "a reserved table of descriptors is there before they are opened",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func reserve() throws {
    func tableSize() throws -> Int {
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("FDSize:") })
      return try #require(Int(line.dropFirst(7).trimmingCharacters(in: .whitespaces)))
    }
    let wanted = min(5000, DescriptorLimit.raise() - 3)
    DescriptorLimit.reserve(wanted, beside: 2)
    #expect(try tableSize() >= wanted)
    #expect(fcntl(Int32(wanted), F_GETFD) < 0, "nothing is left open")
  }

  @Test(
    "processors that a scheduler has taken away are not counted",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/nproc")))
  func processors() throws {
    // nproc counts those that the process may run on, as `taskset` and containers leave them.
    let output = try SystemCalls.makePipe()
    let child = try ChildProcess(
      ["env", "-u", "OMP_NUM_THREADS", "-u", "OMP_THREAD_LIMIT", "nproc"],
      output: output.writing.raw)
    try output.writing.close()
    var reader = FileReader(descriptor: output.reading.raw)
    let text = String(decoding: try reader.readAll(), as: UTF8.self)
    #expect(text == "\(DetachedThread.processorCount)\n")
    #expect(try child.wait() == .exited(0))
  }

  @Test("threads take turns")
  func locked() throws {
    let total = Locked(0)
    let left = Locked(8)
    let done = try SystemCalls.makePipe()
    let number = done.writing.raw
    for _ in 0..<8 {
      try DetachedThread.start {
        for _ in 0..<1000 { total.withLock { $0 += 1 } }
        let last = left.withLock { count in
          count -= 1
          return count == 0
        }
        if last { _ = write(number, "x", 1) }
      }
    }
    var reader = FileReader(descriptor: done.reading.raw)
    #expect(try reader.fill())
    #expect(total.withLock { $0 } == 8000)
  }
}
