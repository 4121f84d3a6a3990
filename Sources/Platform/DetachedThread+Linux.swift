#if os(Linux)
  import CNetkit
  import Glibc

  // A named function: a closure literal written where an actor is inferred would trap on the new
  // thread.
  private func enterThread(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<ThreadBody>.fromOpaque(body!).takeRetainedValue().body()
    return nil
  }

  /// The processors that `taskset`, a container or a job's scheduler has left to this thread; nil
  /// where the kernel does not say.
  func countAllowedProcessors() -> Int? {
    // 8,192, the most that Linux is built for.
    var allowed = InlineArray<128, UInt64>(repeating: 0)
    let size = MemoryLayout<InlineArray<128, UInt64>>.size
    guard unsafe nk_sched_getaffinity(&allowed, size) > 0 else { return nil }
    return allowed.indices.reduce(0) { $0 + allowed[$1].nonzeroBitCount }
  }

  func startThread(
    _ attributes: UnsafePointer<pthread_attr_t>, _ body: UnsafeMutableRawPointer
  ) -> Int32 {
    var thread = pthread_t()
    return unsafe pthread_create(&thread, attributes, enterThread, body)
  }
#endif
