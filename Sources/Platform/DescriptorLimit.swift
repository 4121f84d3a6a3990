#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How many descriptors the process may have open.
public enum DescriptorLimit {
  /// Raises the soft limit to the hard one; answers the limit that holds now.
  @discardableResult
  public static func raise() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return 256 }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if unsafe setrlimit(resource, &raised) == 0 { limit = raised }
    }
    return Int(clamping: limit.rlim_cur)
  }

  /// Makes room in the process's table for `count` descriptors beside one that is open; best before
  /// threads are started. Linux enlarges the table as it fills, and where threads share it waits each
  /// time until no processor reads the old one: 13 ms, ten times on the way to 20,000.
  public static func reserve(_ count: Int, beside descriptor: Int32) {
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return }
    let most = min(Int(descriptor) + count, Int(clamping: limit.rlim_cur) - 1)
    // It is closed at once; the table stays as large as that needed it to be.
    _ = try? SystemCalls.duplicate(descriptor, from: Int32(clamping: most))
  }
}
