/// The lines of a configuration file with their numbers, comments and blank lines left out.
struct ConfigurationLines: Sequence {
  struct Line {
    /// The first line is 1.
    var number: Int
    /// The words between blanks; at least one.
    var words: [Substring]
  }

  private let text: Substring
  private let comments: Set<Character>
  /// Whether a comment may also follow words on their line.
  private let trailingComments: Bool

  init(_ text: String, comments: Set<Character> = ["#"], trailingComments: Bool = true) {
    self.text = text[...]
    self.comments = comments
    self.trailingComments = trailingComments
  }

  func makeIterator() -> AnyIterator<Line> {
    var rest = text
    var number = 0
    return AnyIterator {
      while !rest.isEmpty {
        let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
        var line = rest[..<end]
        rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
        number += 1
        if trailingComments, let comment = line.firstIndex(where: comments.contains) {
          line = line[..<comment]
        }
        let words = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
        if let first = words.first?.first, !comments.contains(first) {
          return Line(number: number, words: words)
        }
      }
      return nil
    }
  }
}
