/// `--expect`: a regular expression in Swift's own engine.
package struct Pattern: Sendable {
  /// As typed.
  package let source: String

  /// nil where it is no regular expression.
  package init?(_ source: String) {
    guard (try? Regex(source)) != nil else { return nil }
    self.source = source
  }

  /// Whether it matches anywhere in the text.
  package func matches(_ text: String) -> Bool {
    guard let regex = try? Regex(source) else { return false }
    return text.firstMatch(of: regex) != nil
  }
}
