/// `--expect`: a regular expression in Swift's own engine.
public struct Pattern: Sendable {
  /// As typed.
  public let source: String

  /// nil where it is no regular expression.
  public init?(_ source: String) {
    guard (try? Regex(source)) != nil else { return nil }
    self.source = source
  }

  /// Whether it matches anywhere in the text.
  public func matches(_ text: String) -> Bool {
    guard let regex = try? Regex(source) else { return false }
    return text.firstMatch(of: regex) != nil
  }
}
