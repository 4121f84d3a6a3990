#if canImport(Darwin)
  extension LargeMemory {
    /// Darwin's allocator does so by itself.
    public static func returnAtOnce() {}
  }

  /// Darwin chooses its page sizes itself.
  func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ size: Int) {}
#endif
