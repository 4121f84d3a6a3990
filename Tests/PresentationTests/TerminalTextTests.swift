import TestSupport
import Testing

@testable import Presentation

@Suite struct TerminalTextTests {
  /// Bytes, what is shown, reason.
  static let inputs: [([UInt8], String, String)] = [
    (Array("SSH-2.0-x".utf8), "SSH-2.0-x", "plain"),
    (Array("\u{1b}[31mred".utf8), #"\x1b[31mred"#, "an escape sequence"),
    (Array("a\r\nb\tc\0".utf8), #"a\r\nb\tc\x00"#, "line ends, tab, NUL"),
    ([0x7f], #"\x7f"#, "DEL"), (Array("\u{9b}31m".utf8), #"\u{9b}31m"#, "CSI as a character"),
    ([0x9b, 0x33], #"\x9b3"#, "CSI as a byte: not UTF-8"),
    (Array("\u{202e}gpj".utf8), #"\u{202e}gpj"#, "bidi"),
    (Array("a\u{200b}b\u{feff}".utf8), #"a\u{200b}b\u{feff}"#, "zero-width"),
    (Array("\u{2028}\u{61c}".utf8), #"\u{2028}\u{61c}"#, "separator, Arabic mark"),
    (Array("\u{e0041}".utf8), #"\u{e0041}"#, "a tag"),
    (Array("안녕 é 🙂".utf8), "안녕 é 🙂", "printable text is kept"),
    (Array("한".decomposed.utf8), "한".decomposed, "so is decomposed Korean"),
    ([0xed, 0xa0, 0x80], #"\xed\xa0\x80"#, "a surrogate"),
    ([0xc0, 0xaf], #"\xc0\xaf"#, "overlong"),
    ([0xe0, 0x80, 0xaf], #"\xe0\x80\xaf"#, "overlong in three"),
    ([0xf0, 0x80, 0x80, 0xaf], #"\xf0\x80\x80\xaf"#, "overlong in four"),
    ([0xf4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#, "above U+10FFFF"),
    ([0xff, 0xfe], #"\xff\xfe"#, "never"),
    ([0xe2, 0x82], #"\xe2\x82"#, "cut short"),
    ([0xe2, 0x82, 0x41], #"\xe2\x82A"#, "cut short, then a letter"),
    ([0xed, 0x95, 0x9c], "한", "whole"), (Array(#"C:\x1b"#.utf8), #"C:\x1b"#, "a backslash stays"),
    ([], "", "nothing"),
  ]

  @Test("what could act on a terminal is spelled out", arguments: inputs)
  func escaped(bytes: [UInt8], shown: String, reason: String) {
    let text = TerminalText.escaped(bytes)
    #expect(text.unicodeScalars.elementsEqual(shown.unicodeScalars), "\(reason): \(text)")
  }

  @Test("line ends can be kept, and a carriage return before them is dropped")
  func newlines() {
    #expect(TerminalText.escaped("a\r\nb\r\n\u{7}", newlines: .kept) == "a\nb\n\\x07")
    #expect(TerminalText.escaped("a\rb", newlines: .kept) == "a\\rb")
    #expect(TerminalText.escaped("longer\nshort", limit: 5, newlines: .kept) == "long…\nshort")
  }

  @Test("a limit counts columns and bounds marks that take none")
  func limits() {
    #expect(TerminalText.escaped("abcdef", limit: 6) == "abcdef")
    #expect(TerminalText.escaped("abcdef", limit: 5) == "abcd…")
    #expect(TerminalText.escaped("한글이름", limit: 6) == "한글…")
    let tower = "e" + String(repeating: "\u{301}", count: 100_000)
    #expect(TerminalText.escaped(tower, limit: 10).utf8.count < 200)
  }

  @Test("random bytes never leave a hidden character, and valid text is kept")
  func fuzz() {
    var seed = SeededRandom.forTest("terminal text")
    for _ in 0..<SeededRandom.inputs {
      let bytes = seed.noise(upTo: 39)
      let shown = TerminalText.escaped(bytes)
      var isRight = Self.isClean(shown)
      let limited = TerminalText.escaped(bytes, limit: 10)
      isRight = isRight && DisplayWidth.columns(of: limited) <= 10
      let text = JSONValidityTests.Value.randomText(using: &seed)
      let isKept = TerminalText.escaped(text).utf8.elementsEqual(text.utf8)
      isRight = isRight && (isKept || !Self.isClean(text))
      // An expectation for each input would take longer than what it is about.
      if !isRight { Issue.record("\(bytes) \(text.debugDescription)") }
    }
  }

  private static func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { !HiddenCharacters.contains($0.value) }
  }

  @Test("every two-byte and three-byte start is judged as the standard library judges it")
  func sequences() {
    for first in UInt8(0x80)...0xff {
      for second in UInt8.min ... .max {
        for tail in [[], [0x80], [0xbf], [0x80, 0x80], [0xbf, 0xbf], [0x41]] as [[UInt8]] {
          let bytes = [first, second] + tail
          let expected = (1...bytes.count).first {
            String(validating: bytes.prefix($0), as: UTF8.self) != nil
          }
          if UTF8Sequence.length(at: bytes) != expected ?? 0 { Issue.record("\(bytes)") }
        }
      }
    }
  }
}
