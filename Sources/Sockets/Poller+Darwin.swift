#if canImport(Darwin)
  import Darwin
  import Platform

  /// Readiness of many descriptors: kqueue. Written to kqueue(2), untried.
  @safe
  struct Poller: ~Copyable {
    static let capacity = 256

    private let queue: FileDescriptor
    private let events: UnsafeMutableBufferPointer<kevent>

    init() throws(SystemError) {
      queue = try SystemCalls.openQueue()
      unsafe events = .allocate(capacity: Self.capacity)
      unsafe events.initialize(repeating: kevent())
    }

    deinit { unsafe events.deallocate() }

    var raw: Int32 { queue.raw }

    // EV_CLEAR is kqueue's edge trigger. The descriptor's two filters carry the same token.
    func add(_ descriptor: Int32, token: UInt64) throws(SystemError) {
      try change(descriptor, EVFILT_READ, EV_ADD | EV_CLEAR, token)
      // Regular files and some devices have no write filter.
      try? change(descriptor, EVFILT_WRITE, EV_ADD | EV_CLEAR, token)
    }

    func addWriting(_ descriptor: Int32, token: UInt64) throws(SystemError) {
      try change(descriptor, EVFILT_WRITE, EV_ADD | EV_CLEAR, token)
    }

    func addLevelReading(_ descriptor: Int32, token: UInt64) throws(SystemError) {
      try change(descriptor, EVFILT_READ, EV_ADD, token)
    }

    func remove(_ descriptor: Int32) {
      try? change(descriptor, EVFILT_READ, EV_DELETE, 0)
      try? change(descriptor, EVFILT_WRITE, EV_DELETE, 0)
    }

    func wait(until deadline: Deadline, from now: Instant) throws(SystemError) -> Int {
      try unsafe SystemCalls.waitQueue(
        queue.raw, into: events, milliseconds: deadline.pollMilliseconds(from: now))
    }

    func token(_ index: Int) -> UInt64 {
      unsafe UInt64(UInt(bitPattern: events[index].udata))
    }

    func readiness(_ index: Int) -> Readiness {
      let event = unsafe events[index]
      var readiness: Readiness =
        unsafe event.filter == Int16(EVFILT_WRITE) ? .writable : .readable
      if unsafe event.flags & UInt16(EV_EOF) != 0 { readiness.insert(.ended) }
      // With EV_EOF, fflags holds the socket's error.
      let failed = unsafe event.flags & UInt16(EV_EOF) != 0 && event.fflags != 0
      if failed { readiness.insert(.failed) }
      return readiness
    }

    private func change(
      _ descriptor: Int32, _ filter: Int32, _ flags: Int32, _ token: UInt64
    ) throws(SystemError) {
      try unsafe SystemCalls.changeQueue(
        queue.raw,
        kevent(
          ident: UInt(descriptor), filter: Int16(filter), flags: UInt16(flags), fflags: 0, data: 0,
          udata: UnsafeMutableRawPointer(bitPattern: UInt(token))))
    }
  }
#endif
