import Testing

@testable import Presentation

@Suite struct CSVTests {
  static let rows: [([String], String, String)] = [
    (["10.0.0.1", "80", "open"], "10.0.0.1,80,open\r\n", "plain"),
    (
      ["a,b", "c\"d", "e\nf", "g\rh"], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\r\n",
      "RFC 4180 §2.6, §2.7"
    ),
    ([" a", "b ", "c d"], "\" a\",\"b \",c d\r\n", "outer blanks"),
    (["", ""], ",\r\n", "empty fields"),
    ([""], "\"\"\r\n", "one empty field is not an empty line"), (["한글"], "한글\r\n", "Korean"),
    (["\r\n"], "\"\r\n\"\r\n", "CR LF is one character to Swift"),
  ]

  @Test("a row is quoted where it must be", arguments: rows)
  func row(fields: [String], text: String, reason: String) {
    var page = TextBuffer()
    CSV().row(fields, to: &page)
    #expect(page.bytes == Array(text.utf8), "\(reason)")
  }

  @Test("lines can end as Unix likes them")
  func lineEnd() {
    var page = TextBuffer()
    CSV(lineEnd: .lf).row(["a", "b"], to: &page)
    #expect(page.text == "a,b\n")
  }
}
