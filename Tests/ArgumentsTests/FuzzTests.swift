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
      var words = (0..<random.below(9)).map { _ in
        Self.word(&random)
      }
      if random.isHeads() { words.insert(["scan", "calc", "wait", "map"][random.below(4)], at: 0) }
      let variable = random.isHeads() ? Self.word(&random) : nil
      let isRight =
        switch Sample.program.read(words, environment: { _ in variable }) {
        case .run(_, let path): !path.isEmpty
        case .print(let text): text.hasSuffix("\n")
        case .refuse(let text):
          text.hasPrefix("tool") && text.hasSuffix("\n")
            // No control character has got through.
            && text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
        case .write(let files, _): !files.isEmpty
        }
      // An expectation for each input would take longer than what it is about.
      if !isRight { Issue.record("\(words)") }
    }
  }

  private static func word(_ random: inout SeededRandom) -> String {
    var word = pieces[random.below(pieces.count)]
    switch random.below(8) {
    case 0: word = String(word.dropLast())
    case 1: word += pieces[random.below(pieces.count)]
    case 2:
      let scalar = Unicode.Scalar(UInt32(random.below(0x3000))) ?? "x"
      word.unicodeScalars.insert(scalar, at: word.unicodeScalars.startIndex)
    case 3: word = String(repeating: word, count: random.below(41))
    default: break
    }
    return word
  }
}
