/// Text in runs of one style each; equal neighbours are one run, so that a terminal gets one
/// escape sequence per run and not per word.
///
///     let line: StyledText = "80/tcp " + "open".styled(.green)
public struct StyledText: Hashable, Sendable {
  public struct Run: Hashable, Sendable {
    public var text: String
    public var style: Style
  }

  public private(set) var runs: [Run] = []

  public init(_ text: String = "", _ style: Style = .plain) {
    append(text, style)
  }

  public mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    if let last = runs.last, last.style == style {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(text: text, style: style))
    }
  }

  public mutating func append(_ other: StyledText) {
    for run in other.runs { append(run.text, run.style) }
  }

  public var isEmpty: Bool { runs.isEmpty }

  /// The words alone.
  public var plain: String {
    runs.count == 1 ? runs[0].text : runs.reduce(into: "") { $0 += $1.text }
  }

  /// Columns on a terminal.
  public var width: Int { runs.reduce(0) { $0 + DisplayWidth.columns(of: $1.text) } }

  /// The text cut to `columns`, with an ellipsis in the last one where something was cut.
  public func truncated(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    guard columns > 0 else { return StyledText() }
    var result = StyledText()
    var rest = columns - 1
    for run in runs {
      let kept = DisplayWidth.prefix(of: run.text, columns: rest)
      rest -= DisplayWidth.columns(of: kept)
      let isCut = kept.utf8.count < run.text.utf8.count
      result.append(isCut ? kept + "…" : kept, run.style)
      if isCut { return result }
    }
    return result
  }

  public static func + (left: StyledText, right: StyledText) -> StyledText {
    var result = left
    result.append(right)
    return result
  }
}

extension StyledText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) {
    self.init(text)
  }
}

extension String {
  /// The text in one style.
  public func styled(_ style: Style) -> StyledText { StyledText(self, style) }
}
