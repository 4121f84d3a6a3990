import TestSupport
import Testing

@testable import Diagnostics

@Suite("the end word")
struct EndWordTests {
  /// How many bytes pass before the end, over all reads; nil for no end.
  private func passed(_ reads: [String], word: String = "/end") -> Int? {
    var finder = EndWord(Array(word.utf8))
    var count = 0
    for read in reads {
      let bytes = Array(read.utf8)
      if let end = finder.find(in: bytes.span.bytes) { return count + end }
      count += bytes.count
    }
    return nil
  }

  @Test(
    "it is a line of its own",
    arguments: [
      (["/end\n"], 0),  // the first line
      (["/end\r\n"], 0),  // telnet's line end
      (["a\n/end\n"], 2),  // behind another in one read
      (["a\n/end\nb\n"], 2),  // what follows is not looked at
      (["a\n/end"], nil),  // not ended yet
      (["a\n/end", "\n"], 6),  // ended by the next read
      (["a\n/e", "nd\n"], 4),  // cut in the middle
      (["/", "e", "n", "d", "\r", "\n"], 5),  // byte by byte
      (["hello", "/end"], 5),  // a read alone, from programs without line ends
      (["hello", "/end\n"], nil),  // the end of a line that began with hello
      (["x/end\n"], nil),  // not at the start
      (["/end \n"], nil),  // a blank behind
      (["/end/end\n"], nil),  // twice
      (["/end\r\r\n"], nil),  // two CR
      (["\n/end\n"], 1),  // behind an empty line
      (["\n\n\n", "/end\n"], 3),
      (["", "/end\n"], 0),
      (["안녕\n/end\n"], 7),
    ] as [([String], Int?)])
  func lines(_ reads: [String], _ expected: Int?) {
    #expect(passed(reads) == expected)
  }

  @Test("an empty word ends nothing")
  func emptyWord() {
    #expect(passed(["\n", "", "\n\n"], word: "") == nil)
  }

  @Test("it is found wherever the reads are cut")
  func anyCut() {
    var random = SeededRandom.forTest("end word")
    let letters: [UInt8] = Array("/endx\n\r".utf8)
    for _ in 0..<SeededRandom.inputs {
      let text = (0...random.below(80)).map { _ in letters[random.below(letters.count)] }
      var finder = EndWord(Array("/end".utf8))
      var end: Int?
      var count = 0
      while count < text.count, end == nil {
        // Reads of three bytes at most are never the word alone.
        let read = Array(text[count..<min(text.count, count + 1 + random.below(3))])
        end = finder.find(in: read.span.bytes).map { count + $0 }
        count += read.count
      }
      let isRight =
        switch (end, Self.plainly(text)) {
        case (nil, nil): true
        case (let end?, let expected?): end >= expected && end <= expected + 5
        default: false
        }
      if !isRight { Issue.record("\(text)") }
    }
  }

  /// Where the ending line begins, by splitting the text into lines.
  private static func plainly(_ text: [UInt8]) -> Int? {
    var start = 0
    for (index, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
      var line = text[start..<index]
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      if line.elementsEqual("/end".utf8) { return start }
      start = index + 1
    }
    return nil
  }

  @Test("a pair of bytes is found at every place of a long read")
  func pairs() {
    for count in [2, 15, 16, 17, 18, 31, 33, 64, 100] {
      for place in 0..<count - 1 {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: count)
        bytes[place] = UInt8(ascii: "\n")
        bytes[place + 1] = UInt8(ascii: "/")
        let found = ByteSearch.pair(
          UInt8(ascii: "\n"), UInt8(ascii: "/"), in: bytes.span.bytes, from: 0)
        #expect(found == place)
      }
    }
  }
}
