#if canImport(Darwin)
  extension ProcessEnd {
    /// Darwin's limits leave a process no thousands of sockets.
    static func leaveDescriptors() {}
  }
#endif
