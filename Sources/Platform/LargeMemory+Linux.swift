#if os(Linux)
  import CNetkit
  import Glibc

  extension LargeMemory {
    /// Has each large array go back to the kernel when it ends. Without it glibc keeps as much as it
    /// has once seen freed at a time, in pieces between what lives on (mallopt(3)): a scan of a
    /// million hosts in batches grew by 10 MB, and by 1 MB with it.
    public static func returnAtOnce() {
      let threshold: Int32 = 131_072  // what glibc begins with
      mallopt(M_MMAP_THRESHOLD, threshold)
      mallopt(M_TRIM_THRESHOLD, threshold)
    }
  }

  /// Asks for huge pages; without them the memory is merely slower.
  func adviseHugePages(_ memory: UnsafeMutableRawPointer, _ size: Int) {
    unsafe madvise(memory, size, MADV_HUGEPAGE)
  }
#endif
