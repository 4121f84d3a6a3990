#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Memory for bulk work: from 1 MiB up it comes straight from the kernel and goes straight back,
/// in huge pages where there are any. Sorting a million ranges takes a third less time so.
public enum LargeMemory {
  private static let threshold = 1_048_576
  private static let pageSize = 2_097_152  // a huge page on x86-64 and arm64

  /// Not initialised, aligned to 64 bytes at least. Where the kernel has none left the process says so
  /// and ends with 2.
  public static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer {
    guard byteCount >= threshold else {
      return UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
    }
    let size = roundedUp(byteCount)
    let memory = unsafe mmap(
      nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      // Whoever sorts or merges cannot go on without it, and nothing has been answered yet.
      unsafe perror("netkit: \(byteCount) bytes of memory")
      ProcessEnd.exit(2)
    }
    unsafe adviseHugePages(memory, size)
    return unsafe memory
  }

  /// Gives back what `allocate` gave for the same count.
  public static func release(_ memory: UnsafeMutableRawPointer, _ byteCount: Int) {
    guard byteCount >= threshold else {
      unsafe memory.deallocate()
      return
    }
    unsafe munmap(memory, roundedUp(byteCount))
  }

  private static func roundedUp(_ byteCount: Int) -> Int {
    (byteCount + pageSize - 1) & ~(pageSize - 1)
  }
}
