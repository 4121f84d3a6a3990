#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads one section of a regular file, as `FileReader` reads a whole one. Sections of one file can
/// be read by several threads at once, since none of them moves the file's position.
public struct SectionReader: ~Copyable {
  private let descriptor: Int32
  private var at: Int
  private let end: Int
  private var buffer: PieceBuffer

  /// Bytes `section` of a file that stays open meanwhile.
  public init(
    _ descriptor: Int32, _ section: Range<Int>, capacity: Int = FileReader.defaultCapacity
  ) {
    self.descriptor = descriptor
    at = section.lowerBound
    end = section.upperBound
    buffer = PieceBuffer(capacity: capacity)
  }

  /// Bytes of the section not read yet.
  public var remaining: Int { end - at }

  /// Bytes that `withBytes` lends.
  public var count: Int { buffer.count }

  /// Moves the last `tail` bytes to the front and reads the next piece behind them; false at the
  /// end of the section, when only the tail is left. The buffer doubles when the tail fills it.
  public mutating func fill(keeping tail: Int = 0) throws(SystemError) -> Bool {
    buffer.keep(tail)
    guard remaining > 0 else { return false }
    let (file, start, most) = (descriptor, at, remaining)
    let count = try unsafe buffer.fill { space throws(SystemError) in
      let part = unsafe UnsafeMutableRawBufferPointer(rebasing: space.prefix(most))
      return try unsafe SystemCalls.readBytes(file, into: part, at: start)
    }
    at = count == 0 ? end : start + count
    return count > 0
  }

  /// Lends the bytes read last, with the tail before them.
  public borrowing func withBytes<Value, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try buffer.withBytes(body)
  }

  /// Where the first line begins that starts at or after `offset`; the file's size if none does.
  public static func lineStart(
    in file: borrowing FileDescriptor, from offset: Int, size: Int
  ) throws(SystemError) -> Int {
    guard offset > 0 else { return 0 }
    var reader = SectionReader(file.raw, offset - 1..<size, capacity: 4096)
    var start = offset - 1
    while try reader.fill() {
      let newline = reader.withBytes { bytes in
        bytes.byteOffsets.first { bytes.loadByte($0) == UInt8(ascii: "\n") }
      }
      if let newline { return start + newline + 1 }
      start += reader.count
    }
    return size
  }
}

extension RawSpan {
  /// A byte within the bounds, which are checked.
  fileprivate func loadByte(_ offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}

extension SystemCalls {
  /// How many bytes came from this place in a file; 0 is the end. The file's position stays.
  public static func readBytes(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SystemError) -> Int {
    try retrying("pread") {
      unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
  }

  /// The size of a regular file; nil for anything else, whose size says nothing.
  public static func regularSize(of file: borrowing FileDescriptor) throws(SystemError) -> Int? {
    let status = try fileStatus(of: file.raw)
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }
}
