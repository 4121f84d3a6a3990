/// The lines of a configuration file with their numbers, comments and blank lines left out.
///
/// Works on bytes: what separates words and lines is ASCII in every file read here.
struct ConfigurationLines: Sequence {
  struct Line {
    /// The first line is 1.
    var number: Int
    /// The words between blanks; at least one.
    var words: [Substring]
  }

  private let text: String
  private let comments: [UInt8]
  /// Whether a comment may also follow words on their line.
  private let trailingComments: Bool

  init(_ text: String, comments: String = "#", trailingComments: Bool = true) {
    self.text = text
    self.comments = Array(comments.utf8)
    self.trailingComments = trailingComments
  }

  func makeIterator() -> AnyIterator<Line> {
    var rest = text.utf8[...]
    var number = 0
    return AnyIterator {
      while !rest.isEmpty {
        var line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest[line.endIndex...].dropFirst()
        number += 1
        if trailingComments { line = line.prefix { !comments.contains($0) } }
        let words = line.split(whereSeparator: Self.isBlank).map { Substring($0) }
        if let first = words.first?.utf8.first, !comments.contains(first) {
          return Line(number: number, words: words)
        }
      }
      return nil
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
