/// A growing array of ranges outside of Swift's arrays: large ones live in the workbench's memory,
/// and the scanner writes into it without a check for each entry.
@safe
public struct RangeStore<Address: InternetAddress>: ~Copyable {
  public typealias Element = AddressRange<Address>

  public internal(set) var count = 0
  var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  let workbench: Workbench

  /// What is known of the first addresses without looking at them again.
  var profile = Profile()

  /// Collected while ranges are added; a sort skips the bits that are alike in all of them.
  struct Profile: BitwiseCopyable {
    var any: Address.Bits = .min
    var all: Address.Bits = .max
    /// Each range begins at or after the one before it.
    var isAscending = true

    func joined(_ other: Profile) -> Profile {
      Profile(
        any: any | other.any, all: all & other.all,
        isAscending: isAscending && other.isAscending)
    }

    init() {}

    private init(any: Address.Bits, all: Address.Bits, isAscending: Bool) {
      self.any = any
      self.all = all
      self.isAscending = isAscending
    }
  }

  public init(capacity: Int = 0, on workbench: Workbench) {
    self.workbench = workbench
    self.capacity = max(capacity, 1)
    unsafe base = Self.memory(self.capacity, workbench)
  }

  deinit { unsafe workbench.release(base, capacity * MemoryLayout<Element>.stride) }

  private static func memory(
    _ count: Int, _ workbench: Workbench
  ) -> UnsafeMutablePointer<Element> {
    let bytes = unsafe workbench.allocate(count * MemoryLayout<Element>.stride)
    return unsafe bytes.bindMemory(to: Element.self, capacity: count)
  }

  /// Makes room for `extra` more.
  public mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(to: max(count + extra, capacity * 2)) }
  }

  /// Makes room for `total` altogether, for when the end can be foreseen.
  public mutating func reserve(total: Int) {
    if capacity < total { grow(to: total) }
  }

  private mutating func grow(to larger: Int) {
    let moved = unsafe Self.memory(larger, workbench)
    unsafe moved.update(from: base, count: count)
    unsafe workbench.release(base, capacity * MemoryLayout<Element>.stride)
    unsafe base = unsafe moved
    capacity = larger
  }

  public mutating func append(_ range: Element) {
    reserve(1)
    if count > 0, range.first < self[count - 1].first { profile.isAscending = false }
    profile.any |= range.first.bits
    profile.all &= range.first.bits
    unsafe (base + count).initialize(to: range)
    count += 1
  }

  /// Empties the store and keeps its memory.
  public mutating func removeAll() {
    count = 0
    profile = Profile()
  }

  /// Lends the ranges.
  @inline(__always)
  borrowing func withElements<Value>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Value
  ) rethrows -> Value {
    try unsafe body(UnsafeBufferPointer(start: base, count: count))
  }

  /// Lends the memory, for as many ranges as the store was made for.
  borrowing func withSpace(_ body: (UnsafeMutablePointer<Element>) -> Void) {
    unsafe body(base)
  }

  public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "no such range")
    return unsafe base[index]
  }
}
