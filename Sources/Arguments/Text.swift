/// The width that every text of the command layer keeps to.
let pageWidth = 80

/// The lines of the screen that `-h` fits.
let pageHeight = 24

/// Lines of at most `width` columns, filled with the words of `text`; a longer word stands alone.
func wrapped(_ text: some StringProtocol, width: Int) -> [String] {
  var lines: [String] = []
  for word in text.split(whereSeparator: \.isWhitespace) {
    if let last = lines.last, last.count + 1 + word.count <= width {
      lines[lines.count - 1] += " \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines
}

/// The blocks of marked-up text: paragraphs to be filled, and examples to be left as they stand.
enum Block: Equatable {
  case paragraph(String)
  case verbatim([String])

  /// Blank lines separate blocks; four spaces at the front make one verbatim.
  static func blocks(of text: String) -> [Block] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.split(whereSeparator: \.isEmpty).map { lines in
      lines.allSatisfy { $0.hasPrefix("    ") }
        ? .verbatim(lines.map { String($0.dropFirst(4)) })
        : .paragraph(lines.joined(separator: " "))
    }
  }
}

/// Marked-up text for a terminal: filled, indented, without its backquotes.
func plain(_ text: String, indent: Int = 0) -> String {
  let margin = String(repeating: " ", count: indent)
  return Block.blocks(of: text).map { block in
    switch block {
    case .paragraph(let words):
      wrapped(words.filter { $0 != "`" }, width: pageWidth - indent)
        .map { "\(margin)\($0)\n" }.joined()
    case .verbatim(let lines): lines.map { "\(margin)  \($0)\n" }.joined()
    }
  }.joined(separator: "\n")
}

extension String {
  /// The text with every `character` replaced.
  ///
  /// The standard library's own would bring in the regex engine.
  func replacing(_ character: Character, by text: String) -> String {
    guard contains(character) else { return self }
    return split(separator: character, omittingEmptySubsequences: false).joined(separator: text)
  }

  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
