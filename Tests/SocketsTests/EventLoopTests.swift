import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("Event loop")
struct EventLoopTests {
  @Test("sleeps end in the order of their deadlines")
  func order() throws {
    try onLoop { loop in
      let start = Instant.now
      let delays = [7, 1, 5, 3, 2, 6, 4]
      let order = await withTaskGroup(of: Int.self) { group in
        for delay in delays {
          group.addTask {
            try? await loop.sleep(until: Deadline(at: start + .milliseconds(delay * 3)))
            return delay
          }
        }
        return await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(order == [1, 2, 3, 4, 5, 6, 7])
    }
  }

  @Test("ten thousand timers that end early leave nothing behind")
  func manyTimers() throws {
    try onLoop { loop in
      let cancelled = await withTaskGroup(of: Bool.self) { group in
        for number in 0..<10_000 {
          group.addTask {
            do throws(SocketError) {
              try await loop.sleep(until: .after(.seconds(3600 + number % 977)))
              return false
            } catch {
              return error == .cancelled
            }
          }
        }
        await Task.yield()
        group.cancelAll()
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(cancelled == 10_000)
      try await loop.sleep(until: atOnce)
    }
  }

  @Test("tasks of a loop stay on its thread")
  func oneThread() throws {
    try onLoop { loop in
      #expect(loop.isCurrent)
      let all = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<50 {
          group.addTask {
            await Task.yield()
            return loop.isCurrent
          }
        }
        return await group.reduce(true) { $0 && $1 }
      }
      #expect(all)
      let counter = Counter()
      await counter.add(on: loop)
      #expect(await counter.wasOnLoop)
    }
  }

  private actor Counter {
    var wasOnLoop = false
    func add(on loop: EventLoop) { wasOnLoop = loop.isCurrent }
  }

  @Test("a blocking call runs elsewhere and answers here")
  func offload() throws {
    try onLoop { loop in
      let (wasOnLoop, answer) = try await loop.offload { (loop.isCurrent, 42) }
      #expect(!wasOnLoop && answer == 42)
      #expect(loop.isCurrent)
    }
  }

  @Test("a blocking call is abandoned at the deadline")
  func abandoned() throws {
    let gate = try SystemCalls.makePipe()
    let done = try SystemCalls.makePipe()
    let (reading, doneNumber) = (gate.reading.raw, done.writing.raw)
    try onLoop { loop in
      await #expect(throws: SocketError.timedOut) {
        _ = try await loop.offload(by: atOnce) {
          var reader = FileReader(descriptor: reading)
          let wasFilled = (try? reader.fill()) ?? false
          let writer = Writer(to: doneNumber)
          writer.append("x")
          try? writer.flush()
          return wasFilled
        }
      }
    }
    // The abandoned thread must have ended before its descriptor's number is used again.
    try gate.writing.close()
    var reader = FileReader(descriptor: done.reading.raw)
    #expect(try reader.fill())
    try gate.reading.close()
    try done.writing.close()
  }

  @Test("a mailbox keeps the order of each sender and loses nothing")
  func mailbox() throws {
    try onLoop { loop in
      let mailbox = Mailbox<(Int, Int)>(on: loop)
      let running = Locked(4)
      for thread in 0..<4 {
        try DetachedThread.start {
          for number in 0..<1000 { mailbox.send((thread, number)) }
          let isLast = running.withLock { count in
            count -= 1
            return count == 0
          }
          if isLast { mailbox.close() }
        }
      }
      var seen = [0, 0, 0, 0]
      var batch = try await mailbox.receive(by: soon)
      while !batch.isEmpty {
        for (thread, number) in batch {
          #expect(seen[thread] == number)
          seen[thread] += 1
        }
        batch = try await mailbox.receive(by: soon)
      }
      #expect(seen == [1000, 1000, 1000, 1000])
    }
  }

  @Test("a mailbox can be waited for with a deadline, and is closed once drained")
  func mailboxDeadline() throws {
    try onLoop { loop in
      let mailbox = Mailbox<Int>(on: loop)
      await #expect(throws: SocketError.timedOut) { try await mailbox.receive(by: atOnce) }
      mailbox.send(1)
      mailbox.close()
      let first = try await mailbox.receive(by: soon)
      #expect(first == [1])
      let end = try await mailbox.receive(by: soon)
      #expect(end.isEmpty)
    }
  }

  @Test("a pipe is read without blocking the loop")
  func pipes() throws {
    let pipe = try SystemCalls.makePipe()
    let (reading, writing) = (pipe.reading.raw, pipe.writing.release())
    try onLoop { loop in
      let input = try LocalStream(on: loop, reading)
      let content = patterned(300_000)
      Thread.detachNewThread {
        try? FileHandle(fileDescriptor: writing, closeOnDealloc: true).write(contentsOf: content)
      }
      var received: [UInt8] = []
      while let piece = try await input.receive(
        by: soon, { bytes in bytes.withUnsafeBytes { Array($0) } })
      {
        received += piece
      }
      let isWhole = areEqual(received, content)
      #expect(isWhole, "\(received.count) bytes")
    }
    try pipe.reading.close()
  }

  @Test("a regular file can stand where a pipe can")
  func file() throws {
    let file = try SystemCalls.openFile("/proc/self/stat", O_RDONLY)
    let descriptor = file.raw
    try onLoop { loop in
      let input = try LocalStream(on: loop, descriptor)
      var count = 0
      while let piece = try await input.receive(by: soon, { $0.byteCount }) { count += piece }
      #expect(count > 10)
    }
    _ = consume file
  }
}
