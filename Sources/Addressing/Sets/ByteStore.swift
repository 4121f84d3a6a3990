/// Text that is gathered to be written out in one piece.
@safe
public struct ByteStore: ~Copyable {
  private var base: UnsafeMutableRawPointer
  private var capacity: Int
  public private(set) var count = 0

  public init(capacity: Int = 4096) {
    self.capacity = capacity
    unsafe base = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { unsafe base.deallocate() }

  /// Empties the store and keeps its memory.
  public mutating func removeAll() { count = 0 }

  /// Lends what has been gathered.
  public borrowing func withBytes<Value>(_ body: (RawSpan) -> Value) -> Value {
    unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count)))
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      unsafe append(start, start + buffer.count)
    }
  }

  /// Appends the bytes from `start` up to `end`.
  @inline(__always)
  mutating func append(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) {
    let length = unsafe end - start
    reserve(length)
    unsafe (base + count).copyMemory(from: start, byteCount: length)
    count &+= length
  }

  @inline(__always)
  private mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  private mutating func grow(_ extra: Int) {
    let larger = max(2 * capacity, count + extra)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 64)
    unsafe moved.copyMemory(from: base, byteCount: count)
    unsafe base.deallocate()
    unsafe base = moved
    capacity = larger
  }
}
