/// What bulk work asks of the system: memory by the megabyte and a second pair of hands. Addressing
/// makes no system calls, so Platform's are handed in; `plain` does with what the language has.
@safe
package struct Workbench: Sendable {
  /// Memory aligned to 64 bytes, not initialised.
  package var allocate: @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer

  /// Takes back what `allocate` gave, with the same count.
  package var release: @Sendable (UnsafeMutableRawPointer, _ byteCount: Int) -> Void

  /// Does both, in any order or at once, and returns when both are done.
  package var both: @Sendable (_ first: () -> Void, _ second: () -> Void) -> Void

  /// Whether `both` gains anything.
  package var hasTwoHands: Bool

  package init(
    allocate: @escaping @Sendable (Int) -> UnsafeMutableRawPointer,
    release: @escaping @Sendable (UnsafeMutableRawPointer, Int) -> Void,
    both: @escaping @Sendable (() -> Void, () -> Void) -> Void,
    hasTwoHands: Bool
  ) {
    unsafe self.allocate = unsafe allocate
    unsafe self.release = unsafe release
    self.both = both
    self.hasTwoHands = hasTwoHands
  }

  /// One thread and the ordinary allocator.
  package static let plain = unsafe Workbench(
    allocate: { count in
      UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 64)
    },
    release: { memory, _ in unsafe memory.deallocate() },
    both: { first, second in
      first()
      second()
    },
    hasTwoHands: false)
}
