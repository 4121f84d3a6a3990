import Testing

@testable import Wire

@Suite("Lines and characters across reads")
struct TextTests {
  static func lines(_ text: [UInt8], step: Int, limit: Int = 64) -> [LineSplitter.Line] {
    var splitter = LineSplitter(limit: limit)
    var lines: [LineSplitter.Line] = []
    var start = 0
    while start < text.count {
      splitter.append(text[start..<min(text.count, start + step)])
      start += step
      while let line = splitter.next() { lines.append(line) }
    }
    while let line = splitter.finish() { lines.append(line) }
    return lines
  }

  @Test(
    "lines are the same however the reads were cut",
    arguments: [
      ("a\nb\r\nc", ["a", "b", "c"]), ("\n\r\n", ["", ""]), ("", []), ("a\rb\n", ["a\rb"]),
      ("안녕하세요\n서버\r\n", ["안녕하세요", "서버"]), ("\r\r\n", ["\r"]), ("x", ["x"]),
    ])
  func split(text: String, expected: [String]) {
    for step in 1...12 {
      let lines = Self.lines(Array(text.utf8), step: step)
      #expect(lines.map(\.text) == expected)
      #expect(lines.dropLast().allSatisfy { $0.isWhole })
    }
  }

  @Test("a line above the limit comes in pieces that do not cut a character")
  func limit() {
    let text = Array("가나다라\nb\n".utf8)  // 12 bytes in the first line
    let lines = Self.lines(text, step: 100, limit: 8)
    #expect(lines.map(\.text) == ["가나", "다라", "b"])
    #expect(lines.map(\.isWhole) == [false, true, true])
    // Exactly at the limit is whole, with LF and with CR LF.
    #expect(Self.lines(Array("12345678\n".utf8), step: 1, limit: 8).map(\.isWhole) == [true])
    #expect(Self.lines(Array("12345678\r\n".utf8), step: 1, limit: 8).map(\.isWhole) == [true])
    let endless = Self.lines([UInt8](repeating: 0x61, count: 1000), step: 7, limit: 10)
    #expect(endless.count == 100 && endless.allSatisfy { $0.bytes.count == 10 && !$0.isWhole })
  }

  @Test("bytes that are no UTF-8 do not stop the lines")
  func badUTF8() {
    let bytes = [UInt8](repeating: 0x80, count: 40) + [0x0A, 0xE2, 0x82]
    for limit in 4...20 {
      let lines = Self.lines(bytes, step: 3, limit: limit)
      #expect(lines.flatMap(\.bytes) == bytes.filter { $0 != 0x0A })
    }
  }

  @Test("no character is ever cut, and nothing is lost")
  func joiner() {
    let text = "aé€😀안녕하세요\u{10FFFF}"
    let bytes = Array(text.utf8)
    for step in 1...bytes.count {
      var joiner = UTF8Joiner()
      var parts: [[UInt8]] = []
      for start in stride(from: 0, to: bytes.count, by: step) {
        parts.append(joiner.append(bytes[start..<min(bytes.count, start + step)]))
      }
      #expect(parts.allSatisfy { Array(String(decoding: $0, as: UTF8.self).utf8) == $0 })
      #expect(parts.flatMap { $0 } == bytes)
      #expect(joiner.finish().isEmpty)
    }
  }

  @Test(
    "what can never be a character does not wait",
    arguments: [
      ([0x61, 0xE2, 0x82], 1, "two of three: waits"), ([0xF0, 0x9F, 0x98], 0, "three of four"),
      ([0x61, 0xC3], 1, "one of two"), ([0xC0], 1, "overlong lead"), ([0xF5], 1, "above U+10FFFF"),
      ([0x80, 0x80], 2, "continuation alone"), ([0xE0, 0x80], 2, "overlong"),
      ([0xED, 0xA0], 2, "surrogate"), ([0xF4, 0x90], 2, "above U+10FFFF"), ([], 0, "nothing"),
    ] as [([UInt8], Int, String)])
  func boundary(bytes: [UInt8], length: Int, reason: String) {
    #expect(UTF8Boundary.wholeLength(bytes[...]) == length, "\(reason)")
  }

  @Test("noise comes out as it went in")
  func noise() {
    Fuzz.run("UTF8Joiner", samples: [Array("안녕 😀 é".utf8)]) { bytes in
      var joiner = UTF8Joiner()
      var out: [UInt8] = []
      for byte in bytes { out += joiner.append([byte]) }
      let lines = Self.lines(bytes, step: 5, limit: 6)
      let isRight = out + joiner.finish() == bytes && lines.allSatisfy { $0.bytes.count <= 6 }
      if !isRight { Issue.record("\(bytes)") }
    }
  }
}
