import Addressing
import Platform

extension Workbench {
  /// The system's memory and its second processor.
  static let system = unsafe Workbench(
    allocate: { count in unsafe LargeMemory.allocate(count) },
    release: { memory, count in unsafe LargeMemory.release(memory, count) },
    both: { first, second in Parallel.both(first, second) },
    hasTwoHands: Parallel.hasTwoProcessors)
}
