/// Cuts a byte stream into lines across reads, each at most `limit` bytes (RFC 5198 §2 for CR LF,
/// which ends a line as LF alone does).
public struct LineSplitter: Sendable {
  private var buffer: [UInt8] = []
  /// Where the next line begins. What is before goes with the next bytes that come: going line by
  /// line, a buffer of many lines would be moved many times.
  private var start = 0
  /// Where the search for LF goes on: what is before was searched already.
  private var searched = 0
  private let limit: Int

  /// A line without its end.
  public struct Line: Hashable, Sendable {
    public let bytes: [UInt8]
    /// False for a piece that was cut off at the limit, or left over at the end of the stream.
    public let isWhole: Bool

    /// Bytes that are no UTF-8 become U+FFFD.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  public init(limit: Int = 64 * 1024) {
    precondition(limit >= 4)  // room for the longest UTF-8 character
    self.limit = limit
  }

  /// Bytes that wait for the end of their line.
  public var pending: Int { buffer.count - start }

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.removeFirst(start)
    searched -= start
    start = 0
    buffer.append(contentsOf: bytes)
  }

  /// The next line; nil when more bytes are needed. A line above the limit comes in pieces, none
  /// of which ends within a character. Keep calling until nil.
  public mutating func next() -> Line? {
    if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = buffer[start..<end]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      guard line.count > limit else { return take(upTo: end + 1, line, isWhole: true) }
    } else {
      searched = buffer.count
      // One byte above the limit may be the CR of a line that just fits.
      guard pending > limit + 1 else { return nil }
    }
    return takePiece(limit)
  }

  /// What is left when the stream has ended: an unfinished line, nil when there is none. Keep
  /// calling until nil.
  public mutating func finish() -> Line? {
    if let line = next() { return line }
    guard pending > 0 else { return nil }
    if pending > limit { return takePiece(limit) }
    return take(upTo: buffer.count, buffer[start...], isWhole: false)
  }

  /// At most `length` bytes, which end between two characters.
  private mutating func takePiece(_ length: Int) -> Line {
    let end = start + UTF8Boundary.wholeLength(buffer[start..<start + length])
    return take(upTo: end, buffer[start..<end], isWhole: false)
  }

  private mutating func take(
    upTo end: Int, _ bytes: ArraySlice<UInt8>, isWhole: Bool
  ) -> Line {
    start = end
    searched = end
    return Line(bytes: Array(bytes), isWhole: isWhole)
  }
}
