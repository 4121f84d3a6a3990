import CNetkit

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A thread that nobody joins: for calls that block and cannot be cancelled.
public enum DetachedThread {
  /// Starts `body` on a thread of its own; EAGAIN when the system has no more threads.
  public static func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // 512 KiB: getaddrinfo with its plugins needs more than musl's 128, far less than 8 MiB.
    unsafe pthread_attr_setstacksize(&attributes, 524_288)
    let work = unsafe Unmanaged.passRetained(ThreadBody(body))
    let code = unsafe startThread(&attributes, work.toOpaque())
    if code != 0 {
      unsafe work.release()
      throw SystemError("pthread_create", code)
    }
  }

  /// How many processors this thread and those it starts may use at once, at least one.
  public static var processorCount: Int {
    max(1, countAllowedProcessors() ?? sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }
}

/// Carries a closure through the C call.
final class ThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
