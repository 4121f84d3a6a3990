#if os(Linux)
  public import CNetkit
  import Glibc

  /// The calls that Linux alone has.
  extension SystemCalls {
    /// Fills the buffer with random bytes; up to 256 bytes never come short.
    static func fillRandom(_ buffer: UnsafeMutableRawBufferPointer) {
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let count = unsafe getrandom(
          UnsafeMutableRawBufferPointer(rebasing: rest).baseAddress, rest.count, 0)
        // Linux has had the call since 3.17; without it no nonce would be safe.
        precondition(count > 0 || errno == EINTR, "getrandom failed")
        unsafe rest = unsafe rest.dropFirst(max(count, 0))
      }
    }

    public static func makePipe() throws(SystemError) -> Pipe {
      var ends: [Int32] = [-1, -1]
      try retrying("pipe2") { unsafe nk_pipe2(&ends, O_CLOEXEC) }
      return Pipe(
        reading: FileDescriptor(owning: ends[0]), writing: FileDescriptor(owning: ends[1]))
    }

    /// Lets a pipe hold 256 KiB, so that its reader works while it is filled. With the usual 64 each
    /// waits for the other in turn: a /8 goes through in a third of the time. What is no pipe, and
    /// who has too many already (pipe(7)), keeps what it has.
    static func widenPipe(_ descriptor: Int32) {
      // F_GETPIPE_SZ and F_SETPIPE_SZ, which <fcntl.h> hides without _GNU_SOURCE.
      let size = fcntl(descriptor, 1032)
      if size > 0, size < 262_144 { _ = fcntl(descriptor, 1031, 262_144) }
    }

    // MARK: Sockets

    static var noSignal: Int32 { Int32(MSG_NOSIGNAL) }

    /// A socket that never blocks and is closed on exec.
    public static func openSocket(
      _ family: Int32, _ kind: SocketKind, protocol number: Int32 = 0
    ) throws(SystemError) -> FileDescriptor {
      let flags = SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
      return FileDescriptor(
        owning: try retrying("socket") {
          socket(family, Int32(kind.type.rawValue | flags), number)
        })
    }

    /// The next connection, which never blocks and is closed on exec; nil when none waits.
    public static func acceptSocket(
      _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
    ) throws(SystemError) -> FileDescriptor? {
      let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
      while true {
        let accepted = unsafe nk_accept4(descriptor, address, &length, flags)
        if accepted >= 0 { return FileDescriptor(owning: accepted) }
        switch errno {
        case EAGAIN: return nil
        case EINTR, ECONNABORTED: continue
        case let code: throw SystemError("accept4", code)
        }
      }
    }

    // MARK: Readiness

    public static func openEpoll() throws(SystemError) -> FileDescriptor {
      FileDescriptor(
        owning: try retrying("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    }

    public static func addEpoll(
      _ epoll: Int32, _ descriptor: Int32, interest: UInt32, token: UInt64
    ) throws(SystemError) {
      var event = unsafe epoll_event()
      unsafe event.events = interest
      unsafe event.data.u64 = token
      try retrying("epoll_ctl") { unsafe epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) }
    }

    public static func removeEpoll(_ epoll: Int32, _ descriptor: Int32) throws(SystemError) {
      var event = unsafe epoll_event()
      try retrying("epoll_ctl") { unsafe epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event) }
    }

    /// How many events came; 0 when the time ran out or a signal came first.
    public static func waitEpoll(
      _ epoll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, milliseconds: Int32
    ) throws(SystemError) -> Int {
      let count = unsafe epoll_wait(
        epoll, events.baseAddress, Int32(events.count), milliseconds)
      if count >= 0 { return Int(count) }
      // Not repeated here: the caller works its timeout out anew.
      if errno == EINTR { return 0 }
      throw SystemError(last: "epoll_wait")
    }

    /// A counter that wakes whoever polls it.
    public static func openEvent() throws(SystemError) -> FileDescriptor {
      FileDescriptor(
        owning: try retrying("eventfd") { eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)) })
    }

    /// Signals as reads; they must be blocked in every thread.
    public static func openSignals(
      _ signals: [Int32]
    ) throws(SystemError) -> FileDescriptor {
      var set = SignalMask.set(of: signals)
      return FileDescriptor(
        owning: try retrying("signalfd") {
          unsafe signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        })
    }

    /// The next signal of a signal descriptor; nil when none waits.
    public static func readSignal(_ descriptor: Int32) -> Int32? {
      var info = signalfd_siginfo()
      let size = MemoryLayout<signalfd_siginfo>.size
      return unsafe read(descriptor, &info, size) == size ? Int32(info.ssi_signo) : nil
    }
  }

  extension SocketKind {
    var type: __socket_type {
      switch self {
      case .stream: SOCK_STREAM
      case .datagram: SOCK_DGRAM
      case .raw: SOCK_RAW
      }
    }
  }
#endif
