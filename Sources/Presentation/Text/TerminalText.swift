/// Makes text from outside safe to show on a terminal: banners, names, certificates, chat, and the
/// user's own words in an error message.
///
/// `HiddenCharacters` are spelled out: `\n \r \t`, other control characters and DEL as `\x1b`, all
/// above as `\u{202e}`. Bytes that are not UTF-8 (stray, overlong, surrogates) become `\xff`.
/// Printable text of every script is kept. A backslash stays a backslash: this is for reading;
/// JSON is the form that can be read back.
public enum TerminalText {
  /// What becomes of line ends.
  public enum Newlines: Sendable {
    /// Shown as `\n`: the text stays on one line.
    case escaped
    /// Kept, for text that may take several lines; `\r\n` becomes `\n`.
    case kept
  }

  /// `text`, harmless, in at most `limit` columns (per line where line ends are kept).
  public static func escaped(
    _ text: String, limit: Int? = nil, newlines: Newlines = .escaped
  ) -> String {
    if text.utf8.allSatisfy({ $0 &- 0x20 < 0x5f }), text.utf8.count <= limit ?? .max {
      return text
    }
    return escaped(Array(text.utf8), limit: limit, newlines: newlines)
  }

  /// `bytes` read as UTF-8, harmless, in at most `limit` columns (per line where line ends are
  /// kept).
  public static func escaped(
    _ bytes: some RandomAccessCollection<UInt8>, limit: Int? = nil, newlines: Newlines = .escaped
  ) -> String {
    switch newlines {
    case .escaped: return line(bytes[...], limit: limit)
    case .kept:
      let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let texts = lines.enumerated().map { index, line in
        let endsInReturn = index < lines.count - 1 && line.last == UInt8(ascii: "\r")
        return self.line(endsInReturn ? line.dropLast() : line, limit: limit)
      }
      return texts.joined(separator: "\n")
    }
  }

  private static func line(
    _ bytes: some RandomAccessCollection<UInt8>, limit: Int?
  ) -> String {
    // A character may carry any number of marks that take no column: bounds the work, too.
    let budget = limit.map { 8 * $0 + 64 } ?? .max
    var text: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first, text.count < budget {
      if byte &- 0x20 < 0x5f {
        text.append(byte)
        rest.removeFirst()
      } else {
        let length = UTF8Sequence.length(at: rest)
        append(rest.prefix(max(1, length)), isValid: length > 0, to: &text)
        rest = rest.dropFirst(max(1, length))
      }
    }
    let shown = String(decoding: text, as: UTF8.self)
    guard let limit else { return shown }
    return DisplayWidth.truncated(rest.isEmpty ? shown : shown + "…", to: limit)
  }

  private static func append(
    _ sequence: some Collection<UInt8>, isValid: Bool, to text: inout [UInt8]
  ) {
    guard isValid else {
      return text.append(contentsOf: "\\x\(hex(UInt32(sequence.first ?? 0)))".utf8)
    }
    let scalar = String(decoding: sequence, as: UTF8.self).unicodeScalars.first?.value ?? 0
    guard HiddenCharacters.contains(scalar) else { return text.append(contentsOf: sequence) }
    let escape =
      switch scalar {
      case 0x09: "\\t"
      case 0x0a: "\\n"
      case 0x0d: "\\r"
      case ...0x7f: "\\x\(hex(scalar))"
      default: "\\u{\(String(scalar, radix: 16))}"
      }
    text.append(contentsOf: escape.utf8)
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return digits.count < 2 ? "0" + digits : digits
  }
}
