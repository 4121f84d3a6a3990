import TestSupport
import Testing
import Wire

@testable import Diagnostics

/// What members of a chat may send one another.
@Suite("hostile chat lines")
struct ChatFuzzTests {
  private static let samples = [
    "hello\n", "/nick 안녕\r\n", "/who\n/help\n", "\u{1B}[2J\u{202E}olleh\n", "a\tb\r\n\n\n",
    "👩‍👩‍👧‍👦\n", "\u{FEFF}x\u{2066}y\n",
  ].map { Array($0.utf8) }

  @Test("whatever comes and however it is cut, what others see does no harm and nothing is lost")
  func fuzzLines() {
    var random = SeededRandom.forTest("chat lines")
    for round in 0..<SeededRandom.inputs {
      let bytes = random.mutated(Self.samples[round % Self.samples.count])
      var lines = LineSplitter(limit: 16)
      var rest = bytes[...]
      var seen: [LineSplitter.Line] = []
      var isRight = true
      while !rest.isEmpty {
        let read = rest.prefix(1 + random.below(9))
        rest = rest.dropFirst(read.count)
        lines.append(read)
        while let line = lines.next() { seen.append(line) }
        isRight = isRight && lines.pending <= 17 + read.count
      }
      while let line = lines.finish() { seen.append(line) }
      let kept = seen.reduce(0) { $0 + $1.bytes.count }
      let ends = bytes.count { $0 == 0x0A || $0 == 0x0D }
      isRight = isRight && kept <= bytes.count && kept >= bytes.count - ends
      isRight = isRight && seen.allSatisfy { Self.isHarmless($0.bytes) }
      // An expectation for each input would take longer than what it is about.
      if !isRight { Issue.record("\(bytes)") }
    }
  }

  private static func isHarmless(_ line: [UInt8]) -> Bool {
    let shown = ChatLine.harmless(line)
    let hasControl = String(decoding: shown, as: UTF8.self).unicodeScalars.contains {
      $0.properties.generalCategory == .control && $0 != "\t"
    }
    if case .nick(let name) = ChatCommand(line), ChatCommand.fault(inNickname: name) == nil,
      name.utf8.count > 128 || name.contains(" ")
    {
      return false
    }
    return line.count <= 16 && ChatLine.harmless(shown) == shown && !hasControl
  }
}
