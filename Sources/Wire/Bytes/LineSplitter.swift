/// Cuts a byte stream into lines across reads, each at most `limit` bytes (RFC 5198 §2 for CR LF,
/// which ends a line as LF alone does).
public struct LineSplitter: Sendable {
  private var buffer: [UInt8] = []
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
  public var pending: Int { buffer.count }

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// The next line; nil when more bytes are needed. A line above the limit comes in pieces, none
  /// of which ends within a character. Keep calling until nil.
  public mutating func next() -> Line? {
    if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = buffer[..<end]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      guard line.count > limit else { return take(end + 1, Array(line), isWhole: true) }
    } else {
      searched = buffer.count
      // One byte above the limit may be the CR of a line that just fits.
      guard buffer.count > limit + 1 else { return nil }
    }
    let length = UTF8Boundary.wholeLength(buffer[..<limit])
    return take(length, Array(buffer[..<length]), isWhole: false)
  }

  /// What is left when the stream has ended: an unfinished line, nil when there is none. Keep
  /// calling until nil.
  public mutating func finish() -> Line? {
    if let line = next() { return line }
    guard !buffer.isEmpty else { return nil }
    let length =
      buffer.count > limit ? UTF8Boundary.wholeLength(buffer[..<limit]) : buffer.count
    return take(length, Array(buffer[..<length]), isWhole: false)
  }

  private mutating func take(_ consumed: Int, _ bytes: [UInt8], isWhole: Bool) -> Line {
    buffer.removeFirst(consumed)
    searched = 0
    return Line(bytes: bytes, isWhole: isWhole)
  }
}
