/// Text made safe for roff, so that it prints as it was written.
enum Roff {
  /// A line of running text; words in backquotes are set in bold.
  static func line(_ text: some StringProtocol) -> String {
    var out = ""
    var isBold = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "`":
        isBold.toggle()
        out += isBold ? "\\fB" : "\\fR"
      case "-" where isBold: out += "\\-"  // a dash that can be pasted into a shell
      default: out += escaped(scalar)
      }
    }
    if isBold { out += "\\fR" }
    return out.hasPrefix(".") || out.hasPrefix("'") ? "\\&" + out : out
  }

  /// The words of a macro line, none of which is taken for a macro or a delimiter.
  static func words(_ text: some StringProtocol) -> String {
    text.split(separator: " ").map { word($0) }.joined(separator: " ")
  }

  private static func word(_ text: some StringProtocol) -> String {
    let safe = text.unicodeScalars.map { scalar in
      scalar == "\"" ? "\\(dq" : scalar == "-" ? "\\-" : escaped(scalar)
    }.joined()
    // Macros have names such as `Ar`; a lone `.` or `|` is punctuation to them.
    let isMacro = (2...3).contains(text.utf8.count) && (text.first?.isUppercase ?? false)
    let isDelimiter = text.utf8.count == 1 && !(text.first?.isLetter ?? true)
    return isMacro || isDelimiter ? "\\&" + safe : safe
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\\" { return "\\e" }
    guard !scalar.isASCII else { return String(scalar) }
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "\\[u\(String(repeating: "0", count: max(0, 4 - hex.count)))\(hex)]"
  }

  /// Marked-up text: one sentence to a line, `.Pp` between paragraphs.
  static func text(_ text: String) -> String {
    let blocks = Block.blocks(of: text)
    return blocks.indices.map { index in
      switch blocks[index] {
      case .paragraph(let words): (index > 0 ? ".Pp\n" : "") + paragraph(words)
      case .verbatim(let lines):
        ".Bd -literal -offset indent\n"
          + lines.map { line($0.replacing("`", by: "")) + "\n" }.joined() + ".Ed\n"
      }
    }.joined()
  }

  private static func paragraph(_ text: String) -> String {
    var sentences: [String] = [""]
    for word in text.split(whereSeparator: \.isWhitespace) {
      let last = sentences.count - 1
      sentences[last] += (sentences[last].isEmpty ? "" : " ") + word
      if word.hasSuffix(".") || word.hasSuffix("?") { sentences.append("") }
    }
    return sentences.flatMap { wrapped($0, width: 76) }.map { line($0) + "\n" }.joined()
  }
}
