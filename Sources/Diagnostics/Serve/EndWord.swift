/// Finds the line that ends a session in a stream of bytes, across reads.
///
/// It is a line of the word alone, ended by LF or CR LF; or a read of the word alone, for programs
/// that send messages without line ends.
public struct EndWord: Sendable {
  private let word: [UInt8]
  /// How much of the word the current line has so far; nil when it is another line.
  private var matched: Int? = 0
  /// Whether the word was followed by a CR, and only LF is missing.
  private var hasReturn = false

  /// - Precondition: `word` has neither CR nor LF.
  public init(_ word: [UInt8]) { self.word = word }

  /// How many bytes come before the ending line; nil when the session goes on. 0 also where the
  /// line began in an earlier read.
  public mutating func find(in bytes: RawSpan) -> Int? {
    guard !word.isEmpty, bytes.byteCount > 0 else { return nil }
    if bytes.byteCount == word.count, isWord(in: bytes, at: 0) { return 0 }
    var index = 0
    if matched != nil {
      if let end = finishLine(bytes, from: &index) { return end }
    }
    // A line that begins with the word's first letter: rare, so that most bytes are only looked at
    // sixteen at a time.
    while let start = ByteSearch.pair(UInt8(ascii: "\n"), word[0], in: bytes, from: index) {
      index = start + 1
      matched = 0
      hasReturn = false
      if finishLine(bytes, from: &index) != nil { return start + 1 }
    }
    if bytes[bytes.byteCount - 1] == UInt8(ascii: "\n") {
      matched = 0
      hasReturn = false
    }
    return nil
  }

  /// Goes on with the line at `index`; 0 where it is the ending one, else nil, with `index` behind
  /// the last byte looked at.
  private mutating func finishLine(_ bytes: RawSpan, from index: inout Int) -> Int? {
    var count = matched ?? 0
    while index < bytes.byteCount {
      let byte = bytes[index]
      if count == word.count {
        if byte == UInt8(ascii: "\n") { return 0 }
        guard byte == UInt8(ascii: "\r"), !hasReturn else { break }
        hasReturn = true
      } else if byte == word[count] {
        count += 1
      } else {
        break
      }
      index += 1
    }
    matched = index < bytes.byteCount ? nil : count
    return nil
  }

  private func isWord(in bytes: RawSpan, at start: Int) -> Bool {
    for offset in word.indices where bytes[start + offset] != word[offset] { return false }
    return true
  }
}

extension RawSpan {
  subscript(_ offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}
