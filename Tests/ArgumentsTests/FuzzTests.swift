import TestSupport
import Testing

@testable import Arguments

@Suite("Random words") struct FuzzTests {
  private static let pieces = [
    "scan", "calc", "split", "nth", "sub", "wait", "map", "add", "help", "-", "--", "-h", "--help",
    "-p", "-p80", "-p=", "--ports", "--ports=1", "--ports=", "-4", "-6", "-46u", "-w", "5s", "1e9",
    "--family", "--family=ipv5", "ipv4", "--color", "--color=", "--no-resolve", "--no-", "--no-udp",
    "-vvvv", "--forms", ",,,", "any,ipv4,", "--generate", "man", "bash", "zsh", "fish", "markdown",
    "-1", "-99999999999999999999", "99999999999999999999999", "10.0.0.0/8", "", " ", "\u{0}", "é",
    "한글", "-é", "--é=é", "\u{FFFD}", "---", "-=", "--=", "=", "-n", "-i", "/24", "a!b", "--size",
    "1.5GiB", "999999999999999999GiB", "0.0000000000000000001s", "👩‍👩‍👧", "-👩‍👩‍👧", "--version",
  ]

  @Test("no command line makes the parser trap, and every refusal is a full complaint")
  func anyWords() {
    var random = SeededRandom.forTest("command lines")
    for _ in 0..<SeededRandom.inputs {
      var words = (0..<Int.random(in: 0...8, using: &random)).map { _ in
        Self.word(&random)
      }
      if Bool.random(using: &random),
        let command = ["scan", "calc", "wait", "map"].randomElement(using: &random)
      {
        words.insert(command, at: 0)
      }
      let variable = Bool.random(using: &random) ? Self.word(&random) : nil
      switch Sample.program.read(words, environment: { _ in variable }) {
      case .run(_, let path): #expect(!path.isEmpty)
      case .print(let text): #expect(text.hasSuffix("\n"), "\(words)")
      case .refuse(let text):
        #expect(text.hasPrefix("tool") && text.hasSuffix("\n"), "\(words)")
        let isClean = text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
        #expect(isClean, "a control character got through: \(words)")
      case .write(let files, _): #expect(!files.isEmpty)
      }
    }
  }

  private static func word(_ random: inout SeededRandom) -> String {
    var word = pieces.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<8, using: &random) {
    case 0: word = String(word.dropLast())
    case 1: word += pieces.randomElement(using: &random) ?? ""
    case 2:
      let scalar = Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &random)) ?? "x"
      word.unicodeScalars.insert(scalar, at: word.unicodeScalars.startIndex)
    case 3: word = String(repeating: word, count: Int.random(in: 0...40, using: &random))
    default: break
    }
    return word
  }
}
