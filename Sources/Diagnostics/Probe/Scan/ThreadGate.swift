import Platform

/// Keeps the threads of a scan together: what one of them knows of a host waits in memory until the
/// others know their parts of it.
final class ThreadGate: Sendable {
  private let mostAhead: Int

  /// The group that each thread is in, from 1; nil for those that have not begun or have ended.
  private let groups: Locked<[Int?]>

  /// - Parameter mostAhead: how many groups of hosts a thread may be ahead of the slowest: enough for
  ///   it to seldom wait, and no more than some hundred hosts to remember.
  init(threads: Int, mostAhead: Int = 8) {
    self.mostAhead = mostAhead
    groups = Locked([Int?](repeating: nil, count: threads))
  }

  /// Whether the thread may begin the group now; it then has.
  func admits(_ thread: Int, to group: Int) -> Bool {
    groups.withLock { groups in
      // Its own last group, the one before this, never holds it back.
      let slowest = groups.compactMap(\.self).min() ?? group
      guard group <= slowest + mostAhead else { return false }
      groups[thread] = group
      return true
    }
  }

  /// The thread asks nothing new any more.
  func leave(_ thread: Int) { groups.withLock { $0[thread] = nil } }
}
