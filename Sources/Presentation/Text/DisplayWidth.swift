/// How many columns text takes on a terminal: by UAX #11 (Unicode 18.0), per grapheme cluster.
///
/// A cluster with a wide character in it takes two columns, however many emoji or Hangul letters it
/// joins; so do emoji presentation (U+FE0F) and a pair of regional indicators. In any other cluster
/// combining marks and joiners add nothing and vowels that stand beside their base add one. East Asian
/// Ambiguous characters count one, as terminals outside legacy encodings draw them.
public enum DisplayWidth {
  public static func columns(of text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  public static func columns(of character: Character) -> Int {
    var sum = 0
    var first: Unicode.Scalar?
    var length = 0
    for scalar in character.unicodeScalars {
      length += 1
      if first == nil { first = scalar }
      if scalar.value == 0xfe0f, first?.properties.isEmoji == true { return 2 }
      let columns = columns(of: scalar)
      if columns == 2 { return 2 }
      sum += columns
    }
    let isFlag = length == 2 && (0x1f1e6...0x1f1ff).contains(first?.value ?? 0)
    return isFlag ? 2 : sum
  }

  /// A character alone: 0, 1 or 2. Control characters count nothing; escape them first.
  public static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 {
      let isNothing = value < 0x20 || (0x7f...0x9f).contains(value) || value == 0xad
      return isNothing ? 0 : 1
    }
    if WideCharacters.contains(value) { return 2 }
    // Vowels and finals of conjoining Hangul: drawn inside the leading consonant's two columns.
    if (0x1160...0x11ff).contains(value) || (0xd7b0...0xd7ff).contains(value) { return 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator: return 0
    default: return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 1
    }
  }

  /// `text` with blanks up to `width` columns; longer text stays as it is.
  public static func padded(
    _ text: String, to width: Int, alignment: Alignment = .left
  ) -> String {
    let blanks = String(repeating: " ", count: max(0, width - columns(of: text)))
    return alignment == .left ? text + blanks : blanks + text
  }

  /// `text` cut to `width` columns, the last of which is then an ellipsis.
  public static func truncated(_ text: String, to width: Int) -> String {
    guard columns(of: text) > width else { return text }
    guard width > 0 else { return "" }
    return prefix(of: text, columns: width - 1) + "…"
  }

  /// As many whole characters from the start as fit.
  static func prefix(of text: String, columns limit: Int) -> String {
    var used = 0
    let end = text.firstIndex { character in
      used += columns(of: character)
      return used > limit
    }
    return String(text[..<(end ?? text.endIndex)])
  }

  /// Printable ASCII only: a column for each byte.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 &- 0x20 < 0x5f }
  }
}

/// On which side of a column text stands.
public enum Alignment: Sendable {
  case left, right
}
