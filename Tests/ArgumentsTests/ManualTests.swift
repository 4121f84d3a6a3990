import Foundation
import TestSupport
import Testing

@testable import Arguments

@Suite("Manual pages") struct ManualTests {
  private static let pages = Sample.program.generated().filter { $0.path.hasPrefix("man/") }

  @Test("there is a page for the program and for each command")
  func names() {
    #expect(
      Self.pages.map(\.path) == [
        "man/tool.1", "man/tool-scan.1", "man/tool-calc.1", "man/tool-wait.1", "man/tool-map.1",
      ])
  }

  @Test(
    "mandoc's lint finds nothing",
    .enabled(if: Tool.canTest(with: "mandoc"), "mandoc is not installed"), arguments: pages)
  func lint(_ page: GeneratedFile) throws {
    let faults = try Tool.withFolder([("page.1", page.text)]) { folder in
      try Tool.run("mandoc", ["-Tlint", "-W", "warning", "page.1"], in: folder)
    }
    #expect(faults == "")
  }

  @Test(
    "a page reads as it should",
    .enabled(if: Tool.canTest(with: "mandoc"), "mandoc is not installed"))
  func rendered() throws {
    let page = try #require(Self.pages.first { $0.path == "man/tool-scan.1" })
    let text = try Tool.withFolder([("page.1", page.text)]) { folder in
      try Tool.run("mandoc", ["-Tascii", "page.1"], in: folder)
    }
    // Overstruck letters, as a terminal would show them, become plain ones.
    let plain = text.replacing(/.\u{8}/, with: "")
    let sections = plain.split(separator: "\n").filter { $0.first?.isUppercase ?? false }
    #expect(
      sections.dropFirst().map(String.init) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "JSON KEYS", "ENVIRONMENT", "EXIT STATUS", "EXAMPLES",
        "SEE ALSO",
      ])
    for line in [
      "tool-scan - check whether ports are open", "tool scan [option ...] HOST ...",
      "-p, --ports LIST", "--resolve, --no-resolve", "--color[=WHEN]", "22/tcp   open",
      "$ tool scan -p 22,443 example.org",
      "nc(1), nmap(1), tool(1), tool-calc(1), tool-map(1), tool-wait(1)",
      "Wait this long for each answer (default: 3s; environment:",
    ] {
      #expect(plain.contains(line), "not found: \(line)")
    }
  }

  @Test(
    "text cannot be mistaken for roff",
    arguments: [
      (".Sh", "\\&.Sh"), ("'x", "\\&'x"), ("a\\b", "a\\eb"), ("`--x` is", "\\fB\\-\\-x\\fR is"),
      ("200 µs …", "200 \\[u00B5]s \\[u2026]"), ("`open", "\\fBopen\\fR"),
    ])
  func escapes(_ text: String, _ want: String) { #expect(Roff.line(text) == want) }

  @Test("words of a macro line are not taken for macros")
  func macroWords() {
    #expect(Roff.words("Ar N . | \"q\" -x") == "\\&Ar N \\&. \\&| \\(dqq\\(dq \\-x")
  }

  @Test("--generate prints one page, or all of them")
  func generate() {
    guard case .print(let one) = read("--generate man tool-map"),
      case .print(let all) = read("--generate man"),
      case .write(let files, let directory) = read("--generate all out")
    else {
      Issue.record("refused")
      return
    }
    #expect(one == Self.pages.last?.text)
    #expect(all == Self.pages.map(\.text).joined())
    #expect(files == Sample.program.generated())
    #expect(directory == "out")
  }

  @Test("option tables are markdown")
  func markdown() {
    guard case .print(let text) = read("--generate markdown") else { return }
    #expect(text.contains("\n### tool scan\n".dropFirst()))
    #expect(text.contains("\n#### tool calc split\n"))
    #expect(
      text.contains(
        "\n| `-w, --timeout TIME` | Wait this long for each answer (default: 3s; environment: TOOL_TIMEOUT) |\n"
      ))
  }
}
