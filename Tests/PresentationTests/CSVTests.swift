import Testing

@testable import Presentation

@Suite struct CSVTests {
  static let rows: [([String], String, String)] = [
    (["10.0.0.1", "80", "open"], "10.0.0.1,80,open\n", "plain"),
    (
      ["a,b", "c\"d", "e\nf", "g\rh"], "\"a,b\",\"c\"\"d\",\"e\nf\",\"g\rh\"\n",
      "RFC 4180 §2.6, §2.7"
    ),
    ([" a", "b ", "c d"], "\" a\",\"b \",c d\n", "outer blanks"),
    (["", ""], ",\n", "empty fields"),
    ([""], "\"\"\n", "one empty field is not an empty line"), (["한글"], "한글\n", "Korean"),
    (["\r\n"], "\"\r\n\"\n", "CR LF is one character to Swift"),
  ]

  @Test("a row is quoted where it must be", arguments: rows)
  func row(fields: [String], text: String, reason: String) {
    var page = TextBuffer()
    CSV.row(fields, to: &page)
    #expect(page.bytes == Array(text.utf8), "\(reason)")
  }
}
