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
public struct FileReader: ~Copyable {
  /// 256 KiB: past this a read costs nothing against the copying.
  public static let defaultCapacity = 262_144

  private let file: FileDescriptor?
  private let descriptor: Int32
  private var buffer: PieceBuffer

  /// Opens a file for reading.
  public init(
    path: String, capacity: Int = FileReader.defaultCapacity
  ) throws(SystemError) {
    let opened = try SystemCalls.openFile(path, O_RDONLY)
    descriptor = opened.raw
    file = consume opened
    buffer = PieceBuffer(capacity: capacity)
  }

  /// Reads a descriptor that somebody else owns; 0 is standard input.
  public init(descriptor: Int32, capacity: Int = FileReader.defaultCapacity) {
    self.descriptor = descriptor
    file = nil
    buffer = PieceBuffer(capacity: capacity)
  }

  /// How many bytes `withBytes` lends.
  public var count: Int { buffer.count }

  /// Moves the last `tail` bytes to the front and reads the next piece behind them; false at the
  /// end, when only the tail is left. The buffer doubles when the tail fills it.
  public mutating func fill(keeping tail: Int = 0) throws(SystemError) -> Bool {
    let source = descriptor
    buffer.keep(tail)
    let count = try unsafe buffer.fill { space throws(SystemError) in
      try unsafe SystemCalls.readBytes(source, into: space)
    }
    return count > 0
  }

  /// Lends the bytes read last, with the tail before them.
  public borrowing func withBytes<Value, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try buffer.withBytes(body)
  }

  /// The rest of the file whole; more than `limit` bytes is EFBIG.
  public mutating func readAll(limit: Int = .max) throws(SystemError) -> [UInt8] {
    var whole: [UInt8] = []
    // A size is a hint only: what /proc and pipes hold is not known beforehand.
    let hint = Int((try? SystemCalls.fileStatus(of: descriptor).st_size) ?? 0)
    whole.reserveCapacity(min(max(hint, 0), limit))
    while try fill() {
      if whole.count + count > limit { throw SystemError("read", EFBIG) }
      withBytes { bytes in
        unsafe bytes.withUnsafeBytes { unsafe whole.append(contentsOf: $0) }
      }
    }
    return whole
  }
}
