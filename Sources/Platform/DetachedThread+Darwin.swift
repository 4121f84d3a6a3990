#if canImport(Darwin)
  import Darwin

  private func enterThread(_ body: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    unsafe Unmanaged<ThreadBody>.fromOpaque(body).takeRetainedValue().body()
    return nil
  }

  /// Darwin confines no thread to processors.
  func countAllowedProcessors() -> Int? { nil }

  func startThread(
    _ attributes: UnsafePointer<pthread_attr_t>, _ body: UnsafeMutableRawPointer
  ) -> Int32 {
    var thread: pthread_t?
    return unsafe pthread_create(&thread, attributes, enterThread, body)
  }
#endif
