#if os(Linux)
  import Glibc

  /// Asks for huge pages; without them the memory is merely slower.
  func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    unsafe madvise(memory, size, MADV_HUGEPAGE)
  }
#endif
