#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads a file or standard input through one buffer, used again for every piece.
///
///     var reader = try FileReader(path: "routes.txt")
///     var rest = 0
///     while try reader.fill(keeping: rest) {
///       rest = reader.withBytes { bytes in parseWholeLines(bytes) }  // what it left over
///     }
@safe
public struct FileReader: ~Copyable {
  /// 256 KiB: past this a read costs nothing against the copying.
  public static let defaultCapacity = 262_144

  private let file: FileDescriptor?
  private let descriptor: Int32
  private var space: UnsafeMutableRawBufferPointer
  private var used = 0
  private var capacity: Int { unsafe space.count }

  /// Opens a file for reading.
  public init(
    path: String, capacity: Int = FileReader.defaultCapacity
  ) throws(SystemError) {
    let opened = try SystemCalls.openFile(path, O_RDONLY)
    descriptor = opened.raw
    file = consume opened
    unsafe space = .allocate(byteCount: max(capacity, 1), alignment: 64)
  }

  /// Reads a descriptor that somebody else owns; 0 is standard input.
  public init(descriptor: Int32, capacity: Int = FileReader.defaultCapacity) {
    self.descriptor = descriptor
    file = nil
    unsafe space = .allocate(byteCount: max(capacity, 1), alignment: 64)
  }

  deinit { unsafe space.deallocate() }

  /// How many bytes `withBytes` lends.
  public var count: Int { used }

  /// Moves the last `tail` bytes to the front and reads the next piece behind them; false at the
  /// end, when only the tail is left. The buffer doubles when the tail fills it.
  public mutating func fill(keeping tail: Int = 0) throws(SystemError) -> Bool {
    precondition(tail >= 0 && tail <= used, "the tail is longer than the bytes")
    if tail > 0, tail < used {
      let base = unsafe space.baseAddress!
      unsafe base.copyMemory(from: base + (used - tail), byteCount: tail)
    }
    used = tail
    if used == capacity { grow() }
    let count = try unsafe SystemCalls.readBytes(
      descriptor, into: UnsafeMutableRawBufferPointer(rebasing: space[used...]))
    used += count
    return count > 0
  }

  /// Lends the bytes read last, with the tail before them.
  public borrowing func withBytes<Value, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: space[..<used])))
  }

  /// The rest of the file whole; more than `limit` bytes is EFBIG.
  public mutating func readAll(limit: Int = .max) throws(SystemError) -> [UInt8] {
    var whole: [UInt8] = []
    // A size is a hint only: what /proc and pipes hold is not known beforehand.
    let hint = Int((try? SystemCalls.fileStatus(of: descriptor).st_size) ?? 0)
    whole.reserveCapacity(min(max(hint, 0), limit))
    while try fill() {
      if whole.count + used > limit { throw SystemError("read", EFBIG) }
      unsafe whole.append(contentsOf: space[..<used])
    }
    return whole
  }

  private mutating func grow() {
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: capacity * 2, alignment: 64)
    unsafe larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: space[..<used]))
    unsafe space.deallocate()
    unsafe space = larger
  }
}
