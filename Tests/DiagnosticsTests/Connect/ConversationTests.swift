import Testing

@testable import Diagnostics

@Suite("what a client makes of a conversation")
struct ConversationTests {
  @Test(
    "localhost is this host, whatever the hosts file says",
    arguments: [
      ("localhost", true), ("LOCALHOST", true), ("localhost.", true), ("api.localhost", true),
      ("localhost.example", false), ("mylocalhost", false), ("127.0.0.1", false), ("", false),
    ])
  func localhost(_ name: String, _ expected: Bool) {
    #expect(HostAddresses.isLocalhost(name) == expected)
  }

  @Test(
    "what is expected is found across reads",
    arguments: [
      (["pong"], true), (["po", "ng"], true), (["p", "o", "n", "g"], true),
      (["ppong"], true), (["po", "pong"], true), (["pon", "pog"], false), ([], false),
      (["xxpongxx"], true),
    ] as [([String], Bool)])
  func expectation(_ reads: [String], _ expected: Bool) {
    var expectation = ByteExpectation(Array("pong".utf8))
    for read in reads { expectation.look(at: Array(read.utf8).span.bytes) }
    #expect(expectation.isMet == expected)
  }

  @Test(
    "a line end becomes CR LF once, wherever the text is cut",
    arguments: [
      (["a\nb\n"], "a\r\nb\r\n"), (["a\r\n"], "a\r\n"),
      (["a\r", "\nb"], "a\r\nb"),  // cut in the middle of a CR LF
      (["a", "\n", "\n"], "a\r\n\r\n"), (["\r\r\n"], "\r\r\n"), (["\r", "a\n"], "\ra\r\n"),
      (["", "\n"], "\r\n"),
    ])
  func lineEnds(_ reads: [String], _ expected: String) {
    var ends = LineEnds()
    let result = reads.flatMap { ends.complete(Array($0.utf8)) }
    #expect(result == Array(expected.utf8))
  }

  @Test("nothing expected is met at once")
  func nothingExpected() {
    #expect(ByteExpectation([]).isMet)
  }

  @Test("round trips have their statistics")
  func statistics() {
    var trips = RoundTrips()
    #expect(trips.mean == nil && trips.deviation == nil && trips.quantile(0.5) == nil)
    for time in [4, 1, 3, 2] { trips.add(.milliseconds(time)) }
    trips.add(nil)
    #expect(trips.sent == 5 && trips.received == 4 && trips.lost == 1)
    #expect(trips.shortest == .milliseconds(1) && trips.longest == .milliseconds(4))
    #expect(trips.mean == .microseconds(2500))
    #expect(trips.quantile(0.5) == .milliseconds(2))
    #expect(trips.quantile(0.99) == .milliseconds(4))
    // The square root of (2.25 + 2.25 + 0.25 + 0.25) / 4.
    #expect(trips.deviation == .nanoseconds(1_118_033))
  }
}
