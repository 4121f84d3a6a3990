/// The buffer of a reader that reads pieces: what its user could not make sense of yet moves to the
/// front, and the next piece goes behind it.
@safe
struct PieceBuffer: ~Copyable {
  private var space: UnsafeMutableRawBufferPointer

  /// How many bytes there are.
  private(set) var count = 0

  init(capacity: Int) {
    unsafe space = .allocate(byteCount: max(capacity, 1), alignment: 64)
  }

  deinit { unsafe space.deallocate() }

  /// Keeps the last `tail` bytes, at the front; the buffer doubles when they fill it.
  mutating func keep(_ tail: Int) {
    precondition(tail >= 0 && tail <= count, "the tail is longer than the bytes")
    if tail > 0, tail < count {
      let base = unsafe space.baseAddress!
      unsafe base.copyMemory(from: base + (count - tail), byteCount: tail)
    }
    count = tail
    if unsafe count == space.count { grow() }
  }

  /// Lends the free part to `read`, which fills it from the front and answers how far.
  mutating func fill(
    _ read: (UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
  ) throws(SystemError) -> Int {
    let added = try unsafe read(UnsafeMutableRawBufferPointer(rebasing: space[count...]))
    count += added
    return added
  }

  /// Lends the bytes.
  borrowing func withBytes<Value, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: space[..<count])))
  }

  private mutating func grow() {
    let larger = unsafe UnsafeMutableRawBufferPointer.allocate(
      byteCount: space.count * 2, alignment: 64)
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: space[..<count]))
    unsafe space.deallocate()
    unsafe space = larger
  }
}
