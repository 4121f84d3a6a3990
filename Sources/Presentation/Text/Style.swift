/// How a piece of text looks on a terminal: `.bold`, `.red`, `.green.bold`.
///
/// Only the eight colours that every palette has, so that the user's own theme decides.
public struct Style: Hashable, Sendable {
  public enum Color: UInt8, Sendable {
    case red = 31
    case green, yellow, blue
  }

  public var isBold = false
  public var isDim = false
  /// nil: the terminal's own.
  public var color: Color?

  public static let plain = Style()
  public static let bold = Style(isBold: true)
  public static let dim = Style(isDim: true)
  public static let red = Style(color: .red)
  public static let green = Style(color: .green)
  public static let yellow = Style(color: .yellow)
  public static let blue = Style(color: .blue)

  /// The same, in bold.
  public var bold: Style {
    var style = self
    style.isBold = true
    return style
  }

  /// The same, dimmed.
  public var dim: Style {
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
    if let color { append(color.rawValue) }
    bytes.append(UInt8(ascii: "m"))
  }

  static func appendEnd(to bytes: inout [UInt8]) {
    JSONText.append("\u{1b}[0m", to: &bytes)
  }
}
