import Platform

/// What other threads leave for a loop, and how they wake it.
struct LoopInbox: ~Copyable, Sendable {
  /// What was left since the loop last looked.
  struct Content {
    var jobs: [UnownedJob] = []
    var cancellations: [(Registration, Direction, UInt32)] = []
    var wakes: [Registration] = []
    var retired: [(Registration, descriptor: Int32?)] = []
    /// Whether the loop has been woken for what is here already.
    fileprivate var isAnnounced = false
  }

  private let waker: Waker
  private let content = Locked(Content())

  init() throws(SystemError) { waker = try Waker() }

  deinit {
    for (_, descriptor) in content.withLock({ $0.retired }) {
      if let descriptor { SystemCalls.closeDescriptor(descriptor) }
    }
  }

  /// What the poller watches for reading.
  var raw: Int32 { waker.raw }

  /// Leaves something, from any thread.
  func leave(_ change: (inout Content) -> Void) {
    let mustWake = content.withLock { content in
      change(&content)
      defer { content.isAnnounced = true }
      return !content.isAnnounced
    }
    if mustWake { waker.wake() }
  }

  /// Takes all that was left; on the loop's thread.
  func take() -> Content {
    waker.clear()
    return content.withLock { content in
      defer { content = Content() }
      return content
    }
  }
}
