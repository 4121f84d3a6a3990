#if os(Linux)
  import Glibc

  /// A thread whose end is awaited.
  enum JoinedThread {
    /// Runs a retained `BorrowedWork`; nil when the system has no more threads.
    static func start(_ work: UnsafeMutableRawPointer) -> pthread_t? {
      var thread = pthread_t()
      return unsafe pthread_create(&thread, nil, runBorrowedWork, work) == 0 ? thread : nil
    }

    static func join(_ thread: pthread_t) { pthread_join(thread, nil) }
  }

  // A named function: a closure literal could inherit an actor and trap on the new thread.
  private func runBorrowedWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    // `start` was given a retained object.
    unsafe Unmanaged<BorrowedWork>.fromOpaque(work!).takeRetainedValue().body()
    return nil
  }
#endif
