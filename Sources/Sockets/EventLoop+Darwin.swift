#if canImport(Darwin)
  import Darwin

  extension EventLoop {
    static var thisThread: UInt { unsafe UInt(bitPattern: pthread_self()) }
  }
#endif
