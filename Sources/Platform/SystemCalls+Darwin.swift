#if canImport(Darwin)
  package import Darwin

  /// Darwin's way to what Linux has calls for. Written to its manual pages, untried.
  extension SystemCalls {
    package static func fillRandom(_ buffer: UnsafeMutableRawBufferPointer) {
      unsafe arc4random_buf(buffer.baseAddress, buffer.count)
    }

    package static func makePipe() throws(SystemError) -> Pipe {
      var ends: [Int32] = [-1, -1]
      try retrying("pipe") { unsafe pipe(&ends) }
      let made = Pipe(
        reading: FileDescriptor(owning: ends[0]), writing: FileDescriptor(owning: ends[1]))
      try setCloseOnExec(made.reading.raw, true)
      try setCloseOnExec(made.writing.raw, true)
      return made
    }
  }
#endif
