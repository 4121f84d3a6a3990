#if os(Linux)
  import Glibc

  extension EventLoop {
    /// The calling thread by its number, never 0.
    static var thisThread: UInt { pthread_self() }
  }
#endif
