#if os(Linux)
  import CNetkit
  import Platform

  /// Readiness of many descriptors: epoll, with a buffer of its own for the events.
  @safe
  struct Poller: ~Copyable {
    /// Events taken at once; more gained nothing (research/core/results.md).
    static let capacity = 256

    private let epoll: FileDescriptor
    private let events: UnsafeMutableBufferPointer<epoll_event>

    init() throws(SystemError) {
      epoll = try SystemCalls.openEpoll()
      unsafe events = .allocate(capacity: Self.capacity)
      unsafe events.initialize(repeating: epoll_event())
    }

    deinit { unsafe events.deallocate() }

    /// The poller as a descriptor, readable while it has events.
    var raw: Int32 { epoll.raw }

    /// Reports each change to readable, writable or failed once (edge-triggered).
    func add(_ descriptor: Int32, token: UInt64) throws(SystemError) {
      let interest =
        EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
      try SystemCalls.addEpoll(epoll.raw, descriptor, interest: interest, token: token)
    }

    /// Reports each change to writable or failed once.
    func addWriting(_ descriptor: Int32, token: UInt64) throws(SystemError) {
      try SystemCalls.addEpoll(
        epoll.raw, descriptor, interest: EPOLLOUT.rawValue | EPOLLET.rawValue, token: token)
    }

    /// Reports readable for as long as it is.
    func addLevelReading(_ descriptor: Int32, token: UInt64) throws(SystemError) {
      try SystemCalls.addEpoll(
        epoll.raw, descriptor, interest: EPOLLIN.rawValue, token: token)
    }

    func remove(_ descriptor: Int32) {
      try? SystemCalls.removeEpoll(epoll.raw, descriptor)
    }

    /// How many events came by the deadline, up to `capacity`.
    func wait(until deadline: Deadline, from now: Instant) throws(SystemError) -> Int {
      try unsafe SystemCalls.waitEpoll(
        epoll.raw, into: events, milliseconds: deadline.pollMilliseconds(from: now))
    }

    func token(_ index: Int) -> UInt64 { unsafe events[index].data.u64 }

    func readiness(_ index: Int) -> Readiness {
      let bits = unsafe events[index].events
      var readiness: Readiness = []
      if bits & EPOLLIN.rawValue != 0 { readiness.insert(.readable) }
      if bits & EPOLLOUT.rawValue != 0 { readiness.insert(.writable) }
      if bits & (EPOLLHUP.rawValue | EPOLLRDHUP.rawValue) != 0 { readiness.insert(.ended) }
      if bits & EPOLLERR.rawValue != 0 { readiness.insert(.failed) }
      return readiness
    }
  }
#endif
