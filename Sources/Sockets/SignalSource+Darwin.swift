#if canImport(Darwin)
  import Darwin
  import Platform

  /// Signals as something to poll: a kqueue of their own. A blocked signal still makes its event.
  struct SignalSource: ~Copyable {
    private let queue: FileDescriptor

    init(_ signals: [Int32]) throws(SystemError) {
      queue = try Self.open(signals)
    }

    private static func open(_ signals: [Int32]) throws(SystemError) -> FileDescriptor {
      let queue = try SystemCalls.openQueue()
      for number in signals {
        try unsafe SystemCalls.changeQueue(
          queue.raw,
          kevent(
            ident: UInt(number), filter: Int16(EVFILT_SIGNAL), flags: UInt16(EV_ADD | EV_CLEAR),
            fflags: 0, data: 0, udata: nil))
      }
      return queue
    }

    var raw: Int32 { queue.raw }

    func next() -> Int32? {
      var event = kevent()
      return unsafe withUnsafeMutablePointer(to: &event) { place in
        let events = unsafe UnsafeMutableBufferPointer(start: place, count: 1)
        let count = try? unsafe SystemCalls.waitQueue(queue.raw, into: events, milliseconds: 0)
        guard count == 1 else { return nil }
        let number = Int32(unsafe place.pointee.ident)
        SystemCalls.takeSignal(number)
        return number
      }
    }
  }
#endif
