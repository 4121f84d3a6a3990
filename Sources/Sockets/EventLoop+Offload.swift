public import Platform

extension EventLoop {
  /// Runs a call that blocks on a thread of its own. At the deadline the thread is abandoned: it
  /// goes on alone, and its answer is dropped.
  nonisolated(nonsending) public func offload<Value: Sendable>(
    by deadline: Deadline = .never, _ work: @escaping @Sendable () -> Value
  ) async throws(SocketError) -> Value {
    let mailbox = Mailbox<Value>(on: self)
    try asSocketError { () throws(SystemError) in
      try DetachedThread.start { mailbox.send(work()) }
    }
    return try await mailbox.receive(by: deadline)[0]
  }

  /// Makes room for descriptors before threads are started that will open so many at once; see
  /// `DescriptorLimit.reserve`.
  public func reserveDescriptors(_ count: Int) {
    DescriptorLimit.reserve(count, beside: inbox.raw)
  }
}
