/// What bulk work asks of the system: memory by the megabyte and a second pair of hands. Addressing
/// makes no system calls, so Platform's are handed in; `plain` does with what the language has.
@safe
public struct Workbench: Sendable {
  /// Memory aligned to 64 bytes, not initialised.
  public var allocate: @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer

  /// Takes back what `allocate` gave, with the same count.
  public var release: @Sendable (UnsafeMutableRawPointer, _ byteCount: Int) -> Void

  /// Does both, in any order or at once, and returns when both are done.
  public var both: @Sendable (_ first: () -> Void, _ second: () -> Void) -> Void

  /// Whether `both` gains anything.
  public var hasTwoHands: Bool

  public init(
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
  public static let plain = unsafe Workbench(
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
