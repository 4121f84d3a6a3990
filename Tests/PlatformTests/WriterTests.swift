import Foundation
import Platform
import Testing

@Suite("Writer")
struct WriterTests {
  /// What `body` writes, read back through a pipe.
  func written(
    buffering: Writer.Buffering = .full, capacity: Int = 256, _ body: (Writer) throws -> Void
  ) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/netkit-writer-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try body(Writer(to: file.fileDescriptor, buffering: buffering, capacity: capacity))
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test("text comes out whole and in order, whatever the sizes of its pieces")
  func order() throws {
    var expected = ""
    let output = try written { writer in
      for length in [1, 255, 256, 257, 0, 1000, 3] {
        let piece = String(repeating: Character("\(length % 10)"), count: length)
        expected += piece
        writer.append(piece)
        writer.append(byte: UInt8(ascii: "\n"))
        expected += "\n"
      }
      try writer.flush()
    }
    #expect(output == expected)
  }

  @Test("a full writer holds back, a writer by lines writes each line at once")
  func buffering() throws {
    let full = try written { writer in
      withExtendedLifetime(writer) { writer.append("line\n") }
    }
    // The writer ends with the closure and writes what it held back.
    #expect(full == "line\n")
    let pipe = Pipe()
    let writer = Writer(to: pipe.fileHandleForWriting.fileDescriptor, buffering: .lines)
    writer.append("one\n")
    #expect(pipe.fileHandleForReading.availableData == Data("one\n".utf8))
  }

  #if os(Linux)
    @Test("a pipe is widened where much goes through, and never narrowed", arguments: [10, 1000])
    func pipes(count: Int) throws {
      let (size, resize) = (Int32(1032), Int32(1031))  // F_GETPIPE_SZ, F_SETPIPE_SZ
      for usual in [65_536, 1_048_576] as [Int32] {
        let pipe = Pipe()
        let end = pipe.fileHandleForWriting.fileDescriptor
        guard fcntl(end, resize, usual) == usual else { continue }  // this user has many pipes
        let writer = Writer(to: end, capacity: 256)
        for _ in 0..<count { writer.append(byte: 0) }
        try writer.flush()
        #expect(fcntl(end, size) == (count > 256 ? max(usual, 262_144) : usual))
      }
    }
  #endif

  @Test("space can be filled directly, beyond the capacity as well")
  func reserve() throws {
    let output = try written { writer in
      for count in [10, 250, 1000] {
        writer.append(upTo: count) { space in
          for index in 0..<count { space[index] = UInt8(ascii: "x") }
          return count - 1
        }
      }
      try writer.flush()
    }
    #expect(output == String(repeating: "x", count: 9 + 249 + 999))
  }

  @Test("a full disk is noticed and stays noticed")
  func fullDisk() throws {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let writer = Writer(to: full.fileDescriptor, capacity: 256)
    writer.append(String(repeating: "x", count: 1000))
    #expect(writer.error?.symbol == "ENOSPC")
    #expect(throws: SystemError.self) { try writer.flush() }
    writer.append("more")
    #expect(throws: SystemError.self) { try writer.flush() }
    #expect(writer.error?.message == "no space left on device")
  }
}
