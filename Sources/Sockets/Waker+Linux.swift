#if os(Linux)
  import Glibc
  import Platform

  /// Wakes a poller from another thread: an eventfd.
  struct Waker: ~Copyable, Sendable {
    private let event: FileDescriptor

    init() throws(SystemError) { event = try SystemCalls.openEvent() }

    /// What the poller watches for reading.
    var raw: Int32 { event.raw }

    func wake() {
      var one: UInt64 = 1
      // EAGAIN means that the counter is full: the poller is awake.
      _ = unsafe write(event.raw, &one, 8)
    }

    /// Forgets the calls so far.
    func clear() {
      var count: UInt64 = 0
      _ = unsafe read(event.raw, &count, 8)
    }
  }
#endif
