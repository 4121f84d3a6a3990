#if canImport(Darwin)
  public import Darwin

  /// Darwin's way to what Linux has calls for. Written to its manual pages, untried.
  extension SystemCalls {
    static func fillRandom(_ buffer: UnsafeMutableRawBufferPointer) {
      unsafe arc4random_buf(buffer.baseAddress, buffer.count)
    }

    public static func makePipe() throws(SystemError) -> Pipe {
      var ends: [Int32] = [-1, -1]
      try retrying("pipe") { unsafe pipe(&ends) }
      let made = Pipe(
        reading: FileDescriptor(owning: ends[0]), writing: FileDescriptor(owning: ends[1]))
      try setCloseOnExec(made.reading.raw, true)
      try setCloseOnExec(made.writing.raw, true)
      return made
    }

    /// Nothing to do: Darwin's pipes grow by themselves.
    static func widenPipe(_ descriptor: Int32) {}

    // MARK: Sockets

    // Darwin has SO_NOSIGPIPE on the socket instead.
    static var noSignal: Int32 { 0 }

    public static func openSocket(
      _ family: Int32, _ kind: SocketKind, protocol number: Int32 = 0
    ) throws(SystemError) -> FileDescriptor {
      let opened = FileDescriptor(
        owning: try retrying("socket") { socket(family, kind.type, number) })
      try prepare(opened.raw)
      return opened
    }

    public static func acceptSocket(
      _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
    ) throws(SystemError) -> FileDescriptor? {
      while true {
        let number = unsafe accept(descriptor, address, &length)
        if number >= 0 {
          let accepted = FileDescriptor(owning: number)
          do throws(SystemError) {
            try prepare(accepted.raw)
          } catch {
            // The peer has reset the connection: Darwin then lets no option be set.
            if error.code == EINVAL { continue }
            throw error
          }
          return accepted
        }
        switch errno {
        case EAGAIN: return nil
        case EINTR, ECONNABORTED: continue
        case let code: throw SystemError("accept", code)
        }
      }
    }

    private static func prepare(_ descriptor: Int32) throws(SystemError) {
      try setNonBlocking(descriptor, true)
      try setCloseOnExec(descriptor, true)
      try setOption(descriptor, level: SOL_SOCKET, SO_NOSIGPIPE, to: Int32(1))
    }

    // MARK: Readiness

    public static func openQueue() throws(SystemError) -> FileDescriptor {
      FileDescriptor(owning: try retrying("kqueue") { kqueue() })
    }

    public static func changeQueue(
      _ queue: Int32, _ change: kevent
    ) throws(SystemError) {
      var change = change
      try retrying("kevent") { unsafe kevent(queue, &change, 1, nil, 0, nil) }
    }

    /// How many events came; 0 when the time ran out or a signal came first.
    public static func waitQueue(
      _ queue: Int32, into events: UnsafeMutableBufferPointer<kevent>, milliseconds: Int32
    ) throws(SystemError) -> Int {
      var limit = timespec(
        tv_sec: Int(milliseconds) / 1000, tv_nsec: Int(milliseconds) % 1000 * 1_000_000)
      let count = unsafe withUnsafePointer(to: &limit) {
        unsafe kevent(
          queue, nil, 0, events.baseAddress, Int32(events.count), milliseconds < 0 ? nil : $0)
      }
      if count >= 0 { return Int(count) }
      if errno == EINTR { return 0 }
      throw SystemError(last: "kevent")
    }

    /// Takes a blocked signal that kqueue has told of. kqueue leaves it pending, and it would end the
    /// process when it is unblocked.
    public static func takeSignal(_ number: Int32) {
      var pending = sigset_t()
      guard unsafe sigpending(&pending) == 0, unsafe sigismember(&pending, number) == 1 else {
        return
      }
      var wanted = SignalMask.set(of: [number])
      var taken: Int32 = 0
      _ = unsafe sigwait(&wanted, &taken)
    }
  }

  extension SocketKind {
    var type: Int32 {
      switch self {
      case .stream: SOCK_STREAM
      case .datagram: SOCK_DGRAM
      case .raw: SOCK_RAW
      }
    }
  }
#endif
