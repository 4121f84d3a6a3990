/// Cuts bytes into the words of lines: blanks and commas separate, `#` and `;` begin a comment, a
/// byte order mark at the start and carriage returns at line ends are passed over.
struct OperandLines {
  /// Where a word stands, both from 1; columns count bytes.
  struct Place {
    let line: Int
    let column: Int
  }

  private var line = 1

  /// Hands out each word with its place, and answers how many bytes of an unfinished last line it
  /// left, none when these are the last bytes.
  mutating func read(
    _ bytes: RawSpan, isLast: Bool, _ body: (Span<UInt8>, Place) -> Void
  ) -> Int {
    let text = Span<UInt8>(_bytes: bytes)
    var start = 0
    while let end = Self.lineEnd(in: text, from: start) ?? (isLast ? text.count : nil) {
      if start == end, end == text.count { break }
      words(of: text.extracting(start..<end), body)
      line += 1
      start = end + 1
      if start >= text.count { return 0 }
    }
    return text.count - start
  }

  private static func lineEnd(in text: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < text.count {
      if text[index] == UInt8(ascii: "\n") { return index }
      index += 1
    }
    return nil
  }

  private func words(of text: Span<UInt8>, _ body: (Span<UInt8>, Place) -> Void) {
    var index = 0
    if line == 1, text.count >= 3, text[0] == 0xef, text[1] == 0xbb, text[2] == 0xbf { index = 3 }
    let origin = index
    while index < text.count {
      while index < text.count, Self.separates(text[index]) { index += 1 }
      guard index < text.count, !Self.beginsComment(text[index]) else { return }
      let start = index
      while index < text.count, !Self.separates(text[index]), !Self.beginsComment(text[index]) {
        index += 1
      }
      body(text.extracting(start..<index), Place(line: line, column: start - origin + 1))
    }
  }

  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ","): true
    default: false
    }
  }

  private static func beginsComment(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";")
  }
}
