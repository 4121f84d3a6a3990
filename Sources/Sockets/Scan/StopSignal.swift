import Platform
import Synchronization

/// Tells engines on other threads to stop, and wakes them.
final class StopSignal: Sendable {
  private let flag = Atomic<Bool>(false)
  private let waker: Waker

  init() throws(SystemError) { waker = try Waker() }

  var raw: Int32 { waker.raw }

  var isRaised: Bool { flag.load(ordering: .acquiring) }

  func raise() {
    flag.store(true, ordering: .releasing)
    waker.wake()
  }
}
