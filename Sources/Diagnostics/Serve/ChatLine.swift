/// A line of a chat as others may see it.
enum ChatLine {
  /// The line without what would move a reader's cursor, colour their screen or turn their text
  /// around: control characters, bidirectional and invisible ones, and bytes that are no UTF-8 each
  /// become U+FFFD. Tabs and printable text of every script are kept as they came.
  static func harmless(_ line: [UInt8]) -> [UInt8] {
    if line.allSatisfy({ $0 &- 0x20 < 0x5F || $0 == 0x09 }) { return line }
    var text = String.UnicodeScalarView()
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      text.append(isHarmful(scalar) ? "\u{FFFD}" : scalar)
    }
    return Array(String(text).utf8)
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F...0x9F: true
    // Line and paragraph separators, embeddings, overrides and isolates.
    case 0x2028...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0xFEFF: true
    default: false
    }
  }
}

/// What a member of a chat asks for by a line that begins with a slash.
enum ChatCommand: Equatable {
  case nick(String)
  case who
  case help
  /// Not a command: something to be said.
  case say

  init(_ line: [UInt8]) {
    guard line.first == UInt8(ascii: "/") else {
      self = .say
      return
    }
    let text = String(decoding: line, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 1)
    switch words.first {
    case "/nick": self = .nick(words.count > 1 ? String(words[1]) : "")
    case "/who" where words.count == 1: self = .who
    case "/help" where words.count == 1: self = .help
    default: self = .say
    }
  }

  /// Why a nickname cannot be had; nil where it can.
  static func fault(inNickname name: String) -> String? {
    if name.isEmpty || name.count > 32 || name.utf8.count > 128 {
      return "a nickname has 1 to 32 characters"
    }
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
        .privateUse, .unassigned:
        false
      default: true
      }
    }
    return isPlain && !name.contains(":") ? nil : "a nickname has no blanks and no colon"
  }
}
