/// The commands of a shell line as their words: enough of sh(1) for the examples.
enum ShellWords {
  /// Nil if a quote is left open.
  ///
  ///     cat list | netkit ipcalc -     gives [["cat", "list"], ["netkit", "ipcalc", "-"]]
  static func commands(in line: String) -> [[String]]? {
    var commands: [[String]] = [[]]
    var word: String?
    var quote: Character?
    var rest = line[...]
    func finishWord() {
      if let word { commands[commands.count - 1].append(word) }
      word = nil
    }
    while let character = rest.popFirst() {
      if character == quote {
        quote = nil
      } else if quote != nil {
        word?.append(character)
      } else if character == "'" || character == "\"" {
        (quote, word) = (character, word ?? "")
      } else if character == "\\", let next = rest.popFirst() {
        word = (word ?? "") + String(next)
      } else if character == "|" || character == ";" || character == "&" {
        finishWord()
        commands.append([])
      } else if character == "<" || character == ">" {
        // A redirection and its file are no words of the command; `2>` gives up its digit.
        if word?.allSatisfy(\.isNumber) ?? false { word = nil }
        finishWord()
        rest = rest.drop { $0 == ">" || $0 == "&" || $0 == " " }
        rest = rest.drop { !" |;&".contains($0) }
      } else if character == "#", word == nil {
        rest = ""
      } else if character.isWhitespace {
        finishWord()
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { return nil }
    finishWord()
    return commands.filter { !$0.isEmpty }
  }
}
