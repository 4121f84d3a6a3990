import Testing

@testable import Arguments

/// A command whose every declaration is wrong in some way.
private struct Sloppy: Command {
  var a = false
  var b = false
  var c = ""
  var d = Shade.dark
  var index = 0

  enum Shade: String, ChoiceValue {
    case dark, light
    var summary: String { self == .dark ? "" : "bright." }
  }

  static let name = "sloppy"
  static let summary = "does things."
  static let details = "See `--nothing` and `--alpha`."
  static let examples = [
    Example("tool sloppy --alhpa 1", "Misspelt"), Example("other sloppy", "Elsewhere"),
    Example("tool sloppy 'x", "Open"),
  ]
  static var arguments: [Argument] {
    [
      flag("a", "alpha", \.a, "Do alpha"),
      flag("a", "alpha", \.b, "do alpha again."),
      option(
        "x", "json", "", \.c, "Give it a value, and never mind how long the summary gets to be"),
      option("j", "shade", "SHADE", \.d, ""),
      flag("1", "Loud", \.a, "Be loud", group: "alone"),
      operand("I", \.index, "Which"),
    ]
  }
}

@Suite("Lint") struct LintTests {
  @Test("good declarations have no faults")
  func clean() { #expect(Sample.program.lint() == []) }

  @Test("every fault is named")
  func faults() {
    var program = Sample.program
    program.commands = [Sloppy.self, Scan.self, Calc.self]
    let found = program.lint()
    let wanted = [
      "tool sloppy: the summary begins with a small letter",
      "tool sloppy: the summary ends with a full stop",
      "tool sloppy: --alpha is declared twice",
      "tool sloppy: -a is declared twice",
      "tool sloppy: --alpha: the summary begins with a small letter",
      "tool sloppy: --json has no placeholder",
      "tool sloppy: --json is -j everywhere",
      "tool sloppy: -j is --json everywhere, not --shade",
      "tool sloppy: --shade has no summary",
      "tool sloppy: --shade: the choice 'dark' is not described",
      "tool sloppy: --shade=light: the summary begins with a small letter",
      "tool sloppy: --Loud: a long option is two or more of a-z, 0-9 and -, without no-",
      "tool sloppy: -1 could be an operand, too",
      "tool sloppy: group 'alone' has one member",
      "tool sloppy: the text names --nothing, which does not exist",
      "tool sloppy: example is refused: tool sloppy: unknown option '--alhpa'",
      "tool sloppy: example does not call tool: other sloppy",
      "tool sloppy: example has an open quote: tool sloppy 'x",
      "tool scan: --json is -j, but -x in tool sloppy",
    ]
    for fault in wanted { #expect(found.contains(fault), "not found: \(fault)") }
    #expect(found.contains { $0.hasPrefix("tool sloppy: -h is wider than 80 columns") })
  }

  @Test(
    "a shell line is cut into the words of its commands",
    arguments: [
      ("a b  c", [["a", "b", "c"]]), ("a 'b c' \"d\"e", [["a", "b c", "de"]]),
      ("a ''", [["a", ""]]),
      ("a | b -x", [["a"], ["b", "-x"]]), ("a && b; c", [["a"], ["b"], ["c"]]),
      ("a < f > g 2>/dev/null b", [["a", "b"]]), ("a \\| b", [["a", "|", "b"]]),
      ("a b # note", [["a", "b"]]), ("", []), ("a 'b", nil),
    ] as [(String, [[String]]?)])
  func shellWords(_ line: String, _ want: [[String]]?) {
    #expect(ShellWords.commands(in: line) == want)
  }
}
