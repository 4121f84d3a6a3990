import Addressing
import Arguments
import Presentation
import Testing

@testable import NetkitCommands

/// The values that the verbs read from words of their own.
@Suite("Values of the planning verbs")
struct VerbValueTests {
  @Test(
    "A length keeps its slash and has no ornaments",
    arguments: [
      ("/0", 0), ("/26", 26), ("/128", 128),
      ("26", nil),  // could be a count
      ("/", nil), ("/129", nil), ("/026", nil), ("/+8", nil), ("/-1", nil), ("/8 ", nil),
      ("/２６", nil),  // full-width digits
      ("/4294967304", nil),  // 8 when cut to 32 bits
      ("/99999999999999999999", nil),
    ] as [(String, Int?)])
  func length(_ text: String, _ bits: Int?) {
    #expect((try? PrefixLength(argument: text))?.bits == bits)
  }

  @Test(
    "A request is a name and hosts, or hosts alone",
    arguments: [
      ("web=50", "web", 50), ("50", nil, 50), ("a=b=5", "a=b", 5), ("서울=20", "서울", 20),
      ("a=4294967296", "a", 4_294_967_296),
    ] as [(String, String?, UInt64)])
  func request(_ text: String, _ name: String?, _ hosts: UInt64) throws {
    let request = try PlanRequest(argument: text)
    #expect(request.name == name)
    #expect(request.hosts == hosts)
    #expect(request.argument == text)
  }

  @Test(
    "A request without sense is refused",
    arguments: [
      "", "web", "web=", "=5", "a=0", "a=-1", "a=4294967297", "a=1.5", "a=５",
      "a\u{1b}[31m=5",  // would colour the terminal
      "a\u{202e}b=5",  // would turn it around
      "\(String(repeating: "a", count: 65))=5",
    ])
  func refusedRequest(_ text: String) {
    #expect(throws: ValueError.self) { try PlanRequest(argument: text) }
  }

  @Test("Every notation is known by its name and gives it back")
  func notations() throws {
    for name in NotationName.choices.map(\.name) {
      #expect(try NotationName(argument: name).argument == name)
    }
    let prefix = try NotationName(argument: "nat64:2001:db8::/32")
    #expect(prefix.argument == "nat64:2001:db8::/32")
    for wrong in ["", "INT", "nat64:", "nat64:10.0.0.0/8", "nat64:2001:db8::/33", "nat46"] {
      #expect(throws: ValueError.self) { try NotationName(argument: wrong) }
    }
  }

  @Test(
    "Powers are digits up to IPv4's size",
    arguments: [
      (0, "1"), (8, "256"), (16, "65,536"), (32, "4,294,967,296"), (33, "2^33"), (128, "2^128"),
    ])
  func powers(_ exponent: Int, _ text: String) {
    #expect(NumberText.power(exponent) == text)
  }

  @Test("A seed gives the same stream, and none another each time")
  func seeds() {
    var (first, second) = (RandomSource(seed: 1), RandomSource(seed: 1))
    #expect((0..<10).map { _ in first.next() } == (0..<10).map { _ in second.next() })
    var (third, fourth) = (RandomSource(seed: nil), RandomSource(seed: nil))
    #expect((0..<4).map { _ in third.next() } != (0..<4).map { _ in fourth.next() })
  }
}
