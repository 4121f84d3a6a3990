/// How a piece of text looks on a terminal: `.bold`, `.red`, `.green.bold`.
///
/// Only the eight colours that every palette has, so that the user's own theme decides.
package struct Style: Hashable, Sendable {
  package enum Color: UInt8, Sendable {
    case red = 31
    case green, yellow, blue, magenta, cyan
  }

  package var isBold = false
  package var isDim = false
  package var isUnderlined = false
  /// nil: the terminal's own.
  package var color: Color?

  package static let plain = Style()
  package static let bold = Style(isBold: true)
  package static let dim = Style(isDim: true)
  package static let underlined = Style(isUnderlined: true)
  package static let red = Style(color: .red)
  package static let green = Style(color: .green)
  package static let yellow = Style(color: .yellow)
  package static let blue = Style(color: .blue)
  package static let magenta = Style(color: .magenta)
  package static let cyan = Style(color: .cyan)

  /// The same, in bold.
  package var bold: Style {
    var style = self
    style.isBold = true
    return style
  }

  /// The same, dimmed.
  package var dim: Style {
    var style = self
    style.isDim = true
    return style
  }

  /// ECMA-48 §8.3.117, SGR: one escape sequence for all that is set.
  func appendStart(to bytes: inout [UInt8]) {
    var separator: StaticString = "\u{1b}["
    func append(_ code: UInt8) {
      JSONText.append(separator, to: &bytes)
      Decimal.append(code, to: &bytes)
      separator = ";"
    }
    if isBold { append(1) }
    if isDim { append(2) }
    if isUnderlined { append(4) }
    if let color { append(color.rawValue) }
    bytes.append(UInt8(ascii: "m"))
  }

  static func appendEnd(to bytes: inout [UInt8]) {
    JSONText.append("\u{1b}[0m", to: &bytes)
  }
}
