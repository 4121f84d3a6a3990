/// Work that two processors share.
public enum Parallel {
  /// Whether a second thread gains anything.
  public static var hasTwoProcessors: Bool { DetachedThread.processorCount > 1 }

  /// Runs `second` on a thread of its own and `first` on this one; returns when both are done.
  /// Where no thread can be had, they run one after the other. What the closures share they must
  /// not write: the compiler does not look into it.
  public static func both(_ first: () -> Void, _ second: () -> Void) {
    guard hasTwoProcessors else {
      first()
      second()
      return
    }
    withoutActuallyEscaping(second) { second in
      let work = unsafe Unmanaged.passRetained(BorrowedWork(second))
      guard let thread = unsafe JoinedThread.start(work.toOpaque()) else {
        unsafe work.release()
        first()
        second()
        return
      }
      first()
      JoinedThread.join(thread)
    }
  }
}

/// Carries a closure that outlives the thread which runs it, though the type does not say so.
final class BorrowedWork {
  let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }
}
