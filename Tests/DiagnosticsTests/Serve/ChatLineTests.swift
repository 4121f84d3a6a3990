import Testing

@testable import Diagnostics

@Suite("chat lines")
struct ChatLineTests {
  @Test(
    "what would move a cursor is made visible, text is kept",
    arguments: [
      ("hello, world", "hello, world"),
      ("안녕하세요 👋🏽", "안녕하세요 👋🏽"),
      ("tab\tstays", "tab\tstays"),
      ("\u{1B}[31mred", "\u{FFFD}[31mred"),  // a terminal's escape
      ("bell\u{07}", "bell\u{FFFD}"),
      ("c1 \u{9B}31m", "c1 \u{FFFD}31m"),  // the eight-bit form of ESC [
      ("\u{202E}live", "\u{FFFD}live"),  // turns what follows around
    ])
  func harmless(_ line: String, _ expected: String) {
    #expect(String(decoding: ChatLine.harmless(Array(line.utf8)), as: UTF8.self) == expected)
  }

  @Test("bytes that are no UTF-8 are replaced")
  func invalid() {
    #expect(ChatLine.harmless([0x61, 0x9B, 0x62]) == Array("a\u{FFFD}b".utf8))
  }

  @Test(
    "a slash begins a command, if it is one",
    arguments: [
      ("/nick 홍길동", .nick("홍길동")), ("/nick", .nick("")), ("/who", .who), ("/help", .help),
      ("/who me", .say), ("/etc/passwd", .say), ("hello /who", .say), ("", .say),
    ] as [(String, ChatCommand)])
  func commands(_ line: String, _ expected: ChatCommand) {
    #expect(ChatCommand(Array(line.utf8)) == expected)
  }

  @Test(
    "a nickname is one word",
    arguments: [
      ("홍길동", true), ("a", true), ("", false), ("two words", false), ("a:b", false),
      ("x\u{1B}", false), (String(repeating: "x", count: 33), false),
    ])
  func nicknames(_ name: String, _ isGood: Bool) {
    #expect((ChatCommand.fault(inNickname: name) == nil) == isGood)
  }

  @Test("what is heard at once fits a reader's queue, also as short lines under a long name")
  func expansion() {
    let member = ChatMember(of: ChatRoom(limit: 0), endWord: [], lineLimit: 65536)
    let (heard, told) = (2, 128 + 2 + "\u{FFFD}".utf8.count + 1)
    #expect(member.appetite / heard * told < ServeLimits().queue)
  }
}
