#if canImport(Darwin)
  /// Darwin chooses its page sizes itself.
  func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ size: Int) {}
#endif
