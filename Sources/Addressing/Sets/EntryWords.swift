/// The words of a line, comments left out: what blanks and commas separate. A dash with blanks
/// around it joins the words beside it, as in `10.0.0.1 - 10.0.0.9`.
@safe
struct EntryWords {
  struct Word {
    let place: Range<Int>

    /// The word after a dash that stands alone, if this word begins such a range.
    var rangeEnd: Range<Int>?
  }

  private let line: UnsafeRawBufferPointer
  private var at = 0

  /// The line without its newline; it outlives this value.
  init(_ line: UnsafeRawBufferPointer) { unsafe self.line = unsafe line }

  /// The next word; nil after the last.
  mutating func next() -> Word? {
    guard let place = take() else { return nil }
    let end = at
    if let dash = take(), dash.count == 1, unsafe line[dash.lowerBound] == UInt8(ascii: "-"),
      let last = take()
    {
      return Word(place: place, rangeEnd: last)
    }
    at = end
    return Word(place: place)
  }

  private mutating func take() -> Range<Int>? {
    while unsafe at < line.count && Self.separates(line[at]) { at += 1 }
    let start = at
    while unsafe at < line.count && !Self.separates(line[at]) {
      if unsafe line[at] == UInt8(ascii: "#") || line[at] == UInt8(ascii: ";") { break }
      at += 1
    }
    return at > start ? start..<at : nil
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: ",") || (9...13).contains(byte)
  }
}
