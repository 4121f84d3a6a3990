#if canImport(Darwin)
  import Darwin
  import Platform

  /// Wakes a poller from another thread: a pipe.
  struct Waker: ~Copyable, Sendable {
    private let pipe: Pipe

    init() throws(SystemError) { pipe = try Self.openPipe() }

    private static func openPipe() throws(SystemError) -> Pipe {
      let made = try SystemCalls.makePipe()
      try SystemCalls.setNonBlocking(made.reading.raw, true)
      try SystemCalls.setNonBlocking(made.writing.raw, true)
      return made
    }

    var raw: Int32 { pipe.reading.raw }

    func wake() {
      var byte: UInt8 = 1
      _ = unsafe write(pipe.writing.raw, &byte, 1)
    }

    func clear() {
      var bytes = [UInt8](repeating: 0, count: 64)
      while unsafe read(pipe.reading.raw, &bytes, bytes.count) == bytes.count {}
    }
  }
#endif
