import Platform
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Tells engines on other threads to stop, and wakes them.
final class StopSignal: Sendable {
  private let flag = Atomic<Bool>(false)
  private let waker: Waker

  init() throws(SystemError) { waker = try Waker() }

  var raw: Int32 { waker.raw }

  var isRaised: Bool { flag.load(ordering: .acquiring) }

  /// Waits for it until the deadline.
  func isRaised(by deadline: Deadline) throws(SystemError) -> Bool {
    try SystemCalls.waitReady(raw, for: Int32(POLLIN), by: deadline)
  }

  func raise() {
    flag.store(true, ordering: .releasing)
    waker.wake()
  }
}
