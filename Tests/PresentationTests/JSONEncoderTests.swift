import Testing

@testable import Presentation

@Suite struct JSONEncoderTests {
  enum State: String, Encodable { case open, closed }

  struct Answer: Encodable {
    var port: UInt16 = 80
    var state = State.open
    var roundTrip: Duration? = .microseconds(1234)
    var note: String?
  }

  struct Report: Encodable {
    var target = "예시.한국"
    var isUp = true
    var answers = [Answer(), Answer(port: 81, state: .closed, roundTrip: nil, note: "a\"b")]
    var hosts: UInt128 = .max
    var ratio = 0.1
    var small: Float = 0.1
    var whole = 3.0
    var tries: [Duration] = [.milliseconds(2), .microseconds(-1500), .nanoseconds(499)]
    var latencyMS = Duration.seconds(90)
    var count = DecimalString(UInt64.max)
    var least = Int64.min
    var empty: [Int] = []
  }

  private func text(_ value: some Encodable, absent: JSONEncoder.Absent = .omitted) throws -> String
  {
    try JSONEncoder(absent: absent).text(of: value)
  }

  @Test("a report is written in the order of its declaration")
  func report() throws {
    #expect(
      try text(Report()) == """
        {"target":"예시.한국","is_up":true,"answers":[\
        {"port":80,"state":"open","round_trip_ms":1.234},\
        {"port":81,"state":"closed","note":"a\\"b"}],\
        "hosts":"340282366920938463463374607431768211455","ratio":0.1,"small":0.1,"whole":3,\
        "tries_ms":[2,-1.5,0],"latency_ms":90000,"count":"18446744073709551615",\
        "least":-9223372036854775808,"empty":[]}
        """)
  }

  @Test("nil can be left out or written as null, a duration's under its own key")
  func absent() throws {
    struct Nothing: Encodable {
      var name: String?, rtt: Duration?, port: Int?, ratio: Double?, up: Bool?
    }
    #expect(try text(Nothing()) == "{}")
    #expect(
      try text(Nothing(), absent: .null)
        == #"{"name":null,"rtt_ms":null,"port":null,"ratio":null,"up":null}"#)
  }

  @Test("a report may write null itself")
  func explicitNull() throws {
    struct Zone: Encodable {
      enum CodingKeys: CodingKey { case zoneName, nested }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeNil(forKey: .zoneName)
        try container.encode([1, nil], forKey: .nested)
      }
    }
    #expect(try text(Zone()) == #"{"zone_name":null,"nested":[1,null]}"#)
  }

  /// Character, its spelling in JSON, reason.
  static let characters: [(String, String, String)] = [
    ("\"", #"\""#, "RFC 8259 §7"), ("\\", #"\\"#, "RFC 8259 §7"), ("/", "/", "need not be"),
    ("\n", #"\n"#, "short form"), ("\r", #"\r"#, "short form"), ("\t", #"\t"#, "short form"),
    ("\0", #"\u0000"#, "first of C0"), ("\u{1b}", #"\u001b"#, "escape"),
    ("\u{1f}", #"\u001f"#, "last of C0"), (" ", " ", "first printable"),
    ("~", "~", "last of ASCII"),
    ("\u{7f}", #"\u007f"#, "DEL"), ("\u{80}", #"\u0080"#, "first of C1"),
    ("\u{9b}", #"\u009b"#, "CSI in one character"), ("\u{9f}", #"\u009f"#, "last of C1"),
    ("\u{a0}", "\u{a0}", "after C1"), ("é", "é", "Latin"), ("ؼ", "ؼ", "U+063C shares a lead byte"),
    ("\u{61c}", #"\u061c"#, "Arabic letter mark"), ("\u{61b}", "\u{61b}", "its neighbour"),
    ("\u{180e}", #"\u180e"#, "vowel separator"), ("\u{200a}", "\u{200a}", "a visible space"),
    ("\u{200b}", #"\u200b"#, "zero-width space"), ("\u{200d}", #"\u200d"#, "joiner"),
    ("\u{200e}", #"\u200e"#, "left-to-right mark"), ("\u{200f}", #"\u200f"#, "right-to-left mark"),
    ("\u{2010}", "\u{2010}", "a hyphen"), ("\u{2027}", "\u{2027}", "a point"),
    ("\u{2028}", #"\u2028"#, "line separator"), ("\u{2029}", #"\u2029"#, "paragraph separator"),
    ("\u{202a}", #"\u202a"#, "embedding"), ("\u{202e}", #"\u202e"#, "override"),
    ("\u{202f}", "\u{202f}", "a narrow space"), ("\u{2060}", #"\u2060"#, "word joiner"),
    ("\u{2066}", #"\u2066"#, "isolate"), ("\u{2069}", #"\u2069"#, "end of isolate"),
    ("\u{2070}", "\u{2070}", "superscript zero"), ("\u{feff}", #"\ufeff"#, "byte order mark"),
    ("\u{fff9}", #"\ufff9"#, "annotation"), ("\u{fffd}", "\u{fffd}", "replacement character"),
    ("\u{e0041}", #"\udb40\udc41"#, "a tag, as a pair of surrogates"),
    ("\u{e0100}", "\u{e0100}", "a variation selector"), ("한글", "한글", "Korean is kept"),
    ("한".decomposed, "한".decomposed, "so is decomposed Korean"), ("🙂", "🙂", "an emoji"),
  ]

  @Test("a character is escaped or kept", arguments: characters)
  func escapes(character: String, spelling: String, reason: String) throws {
    #expect(
      try text("a\(character)z").unicodeScalars.elementsEqual("\"a\(spelling)z\"".unicodeScalars),
      "\(reason)")
    #expect(
      try text([character: 1]).unicodeScalars.elementsEqual("{\"\(spelling)\":1}".unicodeScalars),
      "as a key")
  }

  /// Number, its spelling, reason.
  static let numbers: [(Double, String, String)] = [
    (0, "0", "zero"), (-0.0, "-0.0", "its sign is kept"), (1, "1", "no .0"),
    (0.1, "0.1", "shortest"),
    (0.1 + 0.2, "0.30000000000000004", "every digit that counts"), (1e300, "1e+300", "an exponent"),
    (.leastNonzeroMagnitude, "5e-324", "the least"), (-1.5, "-1.5", "negative"),
    (-3, "-3", "a negative integer"),
    (9_007_199_254_740_991, "9007199254740991", "2^53 - 1"), (0x1p53, "9007199254740992.0", "2^53"),
    (1e22, "1e+22", "large"),
  ]

  @Test("a number is spelled as briefly as it can be", arguments: numbers)
  func spellsNumber(number: Double, spelling: String, reason: String) throws {
    #expect(try text(number) == spelling, "\(reason)")
  }

  /// Duration, milliseconds.
  static let durations: [(Duration, String)] = [
    (.zero, "0"), (.nanoseconds(499), "0"), (.nanoseconds(500), "0.001"), (.nanoseconds(-400), "0"),
    (.nanoseconds(-500), "-0.001"), (.microseconds(1), "0.001"), (.microseconds(10), "0.01"),
    (.microseconds(999_999_999), "999999.999"), (.nanoseconds(999_999_999), "1000"),
    (.seconds(Int64.max), "9223372036854775807000"),
    (.milliseconds(-1) - .microseconds(50), "-1.05"),
  ]

  @Test("a duration is a number of milliseconds without noise", arguments: durations)
  func spellsDuration(duration: Duration, milliseconds: String) throws {
    #expect(try text(duration) == milliseconds)
  }

  @Test("what JSON cannot hold is refused where it stands, and leaves the buffer as it was")
  func notFinite() {
    struct Inner: Encodable { var good = 1.0, latencyMS: Double }
    struct Outer: Encodable { var name = "[x,{", results: [Inner] }
    let report = Outer(results: [Inner(latencyMS: 1), Inner(latencyMS: .nan)])
    var bytes = Array("before".utf8)
    let expected = JSONError(problem: .notFinite("nan"), path: "results[1].latency_ms")
    #expect(throws: expected) { try JSONEncoder().encode(report, into: &bytes) }
    #expect(bytes == Array("before".utf8))
    #expect(throws: JSONError(problem: .notFinite("-inf"), path: "[2]")) {
      try text([0, 1, -Float.infinity])
    }
    #expect(throws: JSONError(problem: .notFinite("inf"), path: "")) { try text(Double.infinity) }
    #expect(throws: JSONError(problem: .notFinite("inf"), path: "[1][0]")) {
      try text([[1], [Double.infinity]])
    }
  }

  @Test("an error of the value's own carries the path")
  func refused() {
    struct Stubborn: Encodable {
      struct Never: Error {}
      func encode(to encoder: any Encoder) throws { throw Never() }
    }
    #expect(throws: JSONError(problem: .refused("Never()"), path: "a[1]")) {
      try text(["a": [Stubborn?.none, Stubborn()]])
    }
  }

  @Test("containers that are filled in turns are refused")
  func interleaved() {
    struct Weaver: Encodable {
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: VerbatimKey.self)
        var first = container.nestedUnkeyedContainer(forKey: VerbatimKey("a"))
        var second = container.nestedUnkeyedContainer(forKey: VerbatimKey("b"))
        try first.encode(1)
        try second.encode(2)
      }
    }
    #expect(throws: JSONError(problem: .interleaved, path: "")) { try text(Weaver()) }
  }

  @Test("containers by hand nest, close and may be asked for twice")
  func nested() throws {
    struct Hand: Encodable {
      enum CodingKeys: CodingKey { case first, second, third, fourth }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        var list = container.nestedUnkeyedContainer(forKey: .first)
        try list.encode(true)
        var inner = list.nestedContainer(keyedBy: CodingKeys.self)
        try inner.encode("x", forKey: .second)
        try list.encodeNil()
        _ = list.nestedUnkeyedContainer()
        _ = container.nestedContainer(keyedBy: CodingKeys.self, forKey: .second)
        var again = encoder.container(keyedBy: CodingKeys.self)
        try again.encode(UInt8(7), forKey: .third)
        _ = again.superEncoder(forKey: .fourth)
      }
    }
    #expect(
      try text(Hand())
        == #"{"first":[true,{"second":"x"},null,[]],"second":{},"third":7,"fourth":{}}"#)
  }

  @Test("a type without properties is an empty object, also inside a list")
  func empty() throws {
    struct Silent: Encodable { func encode(to encoder: any Encoder) {} }
    #expect(try text(Silent()) == "{}")
    #expect(try text([Silent(), Silent()]) == "[{},{}]")
    #expect(try text([String: Int]()) == "{}")
  }

  @Test("keys that are data keep their spelling and, in Members, their order")
  func dataKeys() throws {
    #expect(try text(["Content-Type": 1]) == #"{"Content-Type":1}"#)
    let members = Members([("zA", 1), ("aB", 2)])
    #expect(try text(members) == #"{"zA":1,"aB":2}"#)
  }

  @Test("a line has the envelope first")
  func line() throws {
    struct Small: Encodable { var firstHost = "10.0.0.1" }
    let line = JSONLine(version: "1.0.0", command: "ipcalc split", schema: 2)
    var bytes: [UInt8] = []
    try line.encode(Small(), into: &bytes)
    try line.encode([String: Int](), into: &bytes)
    let envelope = #"{"netkit":"1.0.0","command":"ipcalc split","schema":2"#
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\(envelope),\"first_host\":\"10.0.0.1\"}\n\(envelope)}\n")
    #expect(throws: JSONError(problem: .notAnObject, path: "")) {
      try line.encode([1], into: &bytes)
    }
    #expect(bytes.last == UInt8(ascii: "\n"))
  }

  @Test("the writer by hand spells as the encoder does")
  func writer() throws {
    var json = JSONWriter()
    json.beginObject()
    json.member("port", UInt16(443))
    json.member("host", "a\u{202e}b")
    json.member("rtt_ms", Duration.microseconds(1500))
    json.member("up", true)
    try json.member("share", 0.25)
    json.member("all", UInt128.max)
    json.key("list")
    json.beginArray()
    json.null()
    json.value("x")
    json.beginObject()
    json.endObject()
    json.endArray()
    json.endObject()
    json.newline()
    #expect(
      String(decoding: json.bytes, as: UTF8.self) == """
        {"port":443,"host":"a\\u202eb","rtt_ms":1.5,"up":true,"share":0.25,\
        "all":"340282366920938463463374607431768211455","list":[null,"x",{}]}\n
        """)
    #expect(throws: JSONError(problem: .notFinite("nan"), path: "")) { try json.value(Double.nan) }
  }

  @Test("the writer may be emptied inside an array, and still says what it refuses")
  func emptiedWriter() {
    var json = JSONWriter()
    json.beginArray()
    json.bytes.removeAll()
    json.endArray()
    #expect(json.bytes == [UInt8(ascii: "]")])
    #expect(throws: JSONError.self) { try json.value(Double.nan) }
  }
}
