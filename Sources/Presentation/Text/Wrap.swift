extension StyledText {
  /// The text broken at blanks into lines of at most `width` columns; a line end in it stays one.
  ///
  /// A word that is longer than a line has a line to itself and is kept whole: a cut address is of
  /// no use to anybody.
  public func wrapped(to width: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for paragraph in split(at: "\n") {
      var line = StyledText()
      var used = 0
      for word in paragraph.split(at: " ") where !word.isEmpty {
        let columns = word.width
        if used > 0, used + 1 + columns > width {
          lines.append(line)
          line = StyledText()
          used = 0
        }
        if used > 0 {
          let style = word.runs[0].style
          line.append(" ", line.runs.last?.style == style ? style : .plain)
          used += 1
        }
        line.append(word)
        used += columns
      }
      lines.append(line)
    }
    return lines
  }

  /// The pieces between the separators, empty ones too.
  private func split(at separator: Character) -> [StyledText] {
    var pieces: [StyledText] = []
    var piece = StyledText()
    for run in runs {
      let parts = run.text.split(separator: separator, omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 {
          pieces.append(piece)
          piece = StyledText()
        }
        piece.append(String(part), run.style)
      }
    }
    return pieces + [piece]
  }
}

extension TextBuffer {
  /// A paragraph, wrapped where the page has a width. `indent` blanks stand before each line,
  /// `hanging` more before all but the first.
  public mutating func paragraph(_ text: StyledText, indent: Int = 0, hanging: Int = 0) {
    // Twenty columns are the least that reads as text.
    let width = columns.map { max(20, $0 - indent - hanging) } ?? .max
    for (index, line) in text.wrapped(to: width).enumerated() {
      if !line.isEmpty { spaces(index == 0 ? indent : indent + hanging) }
      self.line(line)
    }
  }
}
