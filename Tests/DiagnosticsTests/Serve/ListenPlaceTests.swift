import Addressing
import Sockets
import Testing

@testable import Diagnostics

@Suite("where a server listens")
struct ListenPlaceTests {
  private func texts(
    _ place: ListenPlace, _ reach: ListenPlace.Reach = .loopback, _ family: AddressFamily? = nil
  ) throws -> [String] {
    try place.group(reach, family: family).addresses.map { "\($0)" }
  }

  @Test("a bare port is on the loopback alone, in both families")
  func barePort() throws {
    #expect(try texts(ListenPlace(port: 80)) == ["[::1]:80", "127.0.0.1:80"])
    #expect(try texts(ListenPlace(port: 80), .any) == ["[::]:80", "0.0.0.0:80"])
    #expect(try texts(ListenPlace(port: 80), .loopback, .ipv4) == ["127.0.0.1:80"])
    #expect(try texts(ListenPlace(port: 80), .any, .ipv6) == ["[::]:80"])
  }

  @Test("an address is taken as it is, and never left out")
  func address() throws {
    let place = ListenPlace(.address(try ScopedAddress("::")), port: 8000)
    #expect(try texts(place) == ["[::]:8000"])
    #expect(try !place.group(.loopback, family: nil).mayMiss)
    #expect(throws: SocketError.self) {
      try ListenPlace(.address(try ScopedAddress("fe80::1%nowhere0")), port: 1)
        .group(.loopback, family: nil)
    }
  }

  @Test("localhost is both loopback addresses, and * is everything")
  func names() throws {
    #expect(try texts(ListenPlace(.localhost, port: 1), .any) == ["[::1]:1", "127.0.0.1:1"])
    #expect(try texts(ListenPlace(.any, port: 1)) == ["[::]:1", "0.0.0.0:1"])
    #expect(try ListenPlace(.localhost, port: 1).group(.any, family: nil).mayMiss)
  }

  @Test(
    "only this host reaches the loopback",
    arguments: [
      ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true), ("0.0.0.0", false),
      ("128.0.0.1", false), ("::", false), ("::2", false),
    ])
  func loopback(_ text: String, _ expected: Bool) throws {
    #expect(SocketAddress(try IPAddress(text), port: 1).isLoopback == expected)
  }
}

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
}
