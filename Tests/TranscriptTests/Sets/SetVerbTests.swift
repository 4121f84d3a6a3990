import Foundation
import Testing

/// The verbs of `netkit ipcalc` that combine, search and list sets, as a user runs them.
@Suite("verbs for sets")
struct SetVerbTests {
  private static func run(
    _ line: String, input: String = ""
  ) throws -> Netkit.Transcript {
    try Netkit.run(["ipcalc"] + line.split(separator: " ").map { String($0) }, input: input)
  }

  struct Row: CustomStringConvertible, Sendable {
    let line: String
    let output: String
    let status: Int32
    let why: String
    var description: String { "\(line): \(why)" }

    init(_ line: String, _ output: [String], _ why: String, status: Int32 = 0) {
      self.line = line
      self.output = output.map { $0 + "\n" }.joined()
      self.status = status
      self.why = why
    }
  }

  static let rows = [
    Row("merge 10.0.0.0/25 10.0.0.128/25 ::1", ["10.0.0.0/24", "::1/128"], "both families"),
    Row("merge --as range 10.0.0.0/24 10.0.1.0/24 ::1", ["10.0.0.0-10.0.1.255", "::1"], "ranges"),
    Row("merge -4 10.0.0.1 ::1", ["10.0.0.1/32"], "one family"),
    Row("merge 0.0.0.0-255.255.255.255", ["0.0.0.0/0"], "all of IPv4"),
    Row("merge --into 1 1.1.1.1 200.1.1.1", ["1.1.1.1/32", "200.1.1.1/32"], "never /0", status: 1),
    Row("merge --waste 0.4% 10.0.0.0-10.0.0.254", ["10.0.0.0/24"], "one of 255 is 0.39 %"),
    Row("merge --max-len 24 10.0.0.1 10.0.1.1", ["10.0.0.0/23"], "widened"),
    Row("merge 10.0.0.0/8 @/nowhere", [], "no such file", status: 2),
    Row("merge junk", [], "a word", status: 64),
    Row("merge 10.0.0.9-10.0.0.1", [], "a reversed range", status: 64),
    Row("merge --strict 10.0.0.1/8", [], "host bits", status: 64),
    Row("sub 10.0.0.0/30 - 10.0.0.1", ["10.0.0.0/32", "10.0.0.2/31"], "one taken away"),
    Row("sub 10.0.0.0/30", [], "no lone dash", status: 64),
    Row("sub - 10.0.0.0/30", [], "nothing before the dash", status: 64),
    Row("and 10.0.0.0/24 10.0.0.128-10.0.1.3", ["10.0.0.128/25"], "in both"),
    Row("xor 10.0.0.0/24 10.0.0.0/25", ["10.0.0.128/25"], "in one"),
    Row("not 128.0.0.0/1", ["0.0.0.0/1"], "the other half"),
    Row("not 0.0.0.0/0", [], "nothing is left"),
    Row("cmp -q 10.0.0.0/31 10.0.0.0-10.0.0.1", [], "equal"),
    Row("cmp -q 10.0.0.0/31 10.0.0.0", [], "not equal", status: 1),
    Row(
      "range 10.0.0.5-10.0.0.8 10.0.0.0/31",
      ["10.0.0.5/32", "10.0.0.6/31", "10.0.0.8/32", "10.0.0.0/31"], "each by itself"),
    Row("range --as range 10.0.0.0/30 ::1", ["10.0.0.0-10.0.0.3", "::1"], "first and last"),
    Row("list --hosts 10.0.0.0/30", ["10.0.0.1", "10.0.0.2"], "hosts"),
    Row("list --hosts 10.0.0.0/31", ["10.0.0.0", "10.0.0.1"], "RFC 3021"),
    Row("list --step 2 --reverse 10.0.0.0/30", ["10.0.0.2", "10.0.0.0"], "the same from the end"),
    Row("list --limit 2 ::/0", ["::", "::1"], "a limit"),
    Row(
      "list --limit 3 10.0.0.0/31 10.0.0.9 10.0.0.8", ["10.0.0.0", "10.0.0.1", "10.0.0.9"],
      "as given"),
    Row("list --format {index}={int} 10.0.0.0/31", ["0=167772160", "1=167772161"], "a format"),
    Row("list --format {x} 10.0.0.0/31", [], "an unknown field", status: 64),
    Row("list ::/64", [], "endless", status: 64),
    Row("list --step 0 10.0.0.0/24", [], "a step that never ends", status: 64),
    Row("regex --anchor 10.0.0.0/30", ["^(10\\.0\\.0\\.[0-3])$"], "an expression"),
    Row("grep", [], "no pattern", status: 64),
    Row("grep junk", [], "no network", status: 64),
    Row("grep 10.0.0.0/8 /nowhere", [], "no such file", status: 2),
  ]

  @Test("a verb answers", arguments: rows)
  func answer(row: Row) throws {
    let transcript = try Self.run(row.line)
    #expect(transcript.output == row.output)
    #expect(transcript.status == row.status, "\(transcript.errors)")
    if row.status != 0, row.status != 1 { #expect(!transcript.errors.isEmpty) }
  }

  @Test("bad lines are reported with their place, and the good ones are used")
  func badLines() throws {
    let input = "10.0.0.0/25\n10.0.0.300/8\n010.0.0.1 10.0.0.128/25\n10.0.1.1/24"
    let transcript = try Self.run("merge -", input: input)
    #expect(transcript.status == 65)
    #expect(transcript.output == "10.0.0.0/23\n")
    #expect(transcript.errors.contains("standard input, line 2, column 8: '10.0.0.300/8'"))
    #expect(transcript.errors.contains("line 3, column 1: '010.0.0.1'"))
    #expect(transcript.errors.contains("host bits of 1 entry were dropped"))
    let strict = try Self.run("merge --strict -", input: input)
    #expect(strict.status == 65)
    #expect(strict.output.isEmpty)
    #expect(!strict.errors.contains("line 3"))
  }

  @Test("what a bad line holds cannot reach the terminal")
  func escaping() throws {
    let transcript = try Self.run("merge -", input: "\u{1B}[31mred\n")
    #expect(transcript.status == 65)
    #expect(!transcript.errors.contains("\u{1B}"))
  }

  @Test("standard input is - or @-, and @- where - has another meaning")
  func standardInput() throws {
    #expect(try Self.run("merge -", input: "10.0.0.1\n").output == "10.0.0.1/32\n")
    #expect(try Self.run("merge @-", input: "10.0.0.1\n").output == "10.0.0.1/32\n")
    #expect(try Self.run("sub 10.0.0.0/31 - @-", input: "10.0.0.1\n").output == "10.0.0.0/32\n")
    #expect(
      try Self.run("sub @/dev/stdin - 10.0.0.0", input: "10.0.0.0/31").output == "10.0.0.1/32\n")
  }

  @Test("grep exits and prints as grep does")
  func grep() throws {
    let log = "10.0.0.1 a\nb 11.0.0.1\nc 010.0.0.1\nd 10.0.0.1.5\ne [2001:db8::1]:80"
    let lines = try Self.run("grep 10.0.0.0/8 2001:db8::/32", input: log)
    #expect(lines.output == "10.0.0.1 a\ne [2001:db8::1]:80\n")
    #expect(lines.status == 0)
    #expect(
      try Self.run("grep -v 10.0.0.0/8", input: log).output == """
        b 11.0.0.1
        c 010.0.0.1
        d 10.0.0.1.5
        e [2001:db8::1]:80

        """)
    #expect(try Self.run("grep 12.0.0.0/8", input: log).status == 1)
    #expect(try Self.run("grep -c 10.0.0.0/8 11.0.0.0/8", input: log).output == "2\n")
    #expect(
      try Self.run("grep -n -m 1 11.0.0.0/8 10.0.0.0/8", input: log).output == "1:10.0.0.1 a\n")
    #expect(try Self.run("grep -o 11.0.0.0/8", input: log).output == "11.0.0.1\n")
    #expect(try Self.run("grep -l 11.0.0.0/8", input: log).output == "(standard input)\n")
    #expect(
      try Self.run("grep -o --label 11.0.0.0/8 11.0.0.0/24", input: log).output
        == "11.0.0.0/24\t11.0.0.1\n")
    let quiet = try Self.run("grep -q 10.0.0.0/8", input: log)
    #expect(quiet.status == 0 && quiet.output.isEmpty)
    #expect(
      try Self.run("grep --json 10.0.0.0/8", input: log).output.contains(
        #""file":"-","lines":5,"matched":1"#))
  }

  @Test("files too large for one thread give what small ones give")
  func largeFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let list = folder.appending(path: "list").path
    // Three of four addresses of a /16 in some order, then a bad line, more than a mebibyte.
    var lines = (0..<UInt32(65536)).filter { $0 % 4 != 3 }
      .map { "10.0.\(($0 &* 40503 & 0xFFFF) >> 8).\($0 &* 40503 & 0xFF)" }
    lines.append("10.0.0.999")
    lines += lines
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: list))
    #expect(try Data(contentsOf: URL(filePath: list)).count > 1_048_576)
    let merged = try Self.run("merge @\(list)")
    #expect(merged.status == 65)
    #expect(merged.errors.contains("line 49153, column 8: '10.0.0.999'"))
    #expect(merged.errors.contains("line 98306, column 8: '10.0.0.999'"))
    let piped = try Self.run("merge -", input: lines.joined(separator: "\n"))
    #expect(piped.output == merged.output)
    let cmp = try Self.run("cmp --json @\(list) 10.0.0.0/16")
    #expect(cmp.output.contains(#""relation":"inside""#))
    #expect(cmp.output.contains(#""common":"49152""#))
    let chosen = try Self.run("grep -f \(list) \(list)")
    #expect(chosen.output == lines.filter { $0 != "10.0.0.999" }.map { $0 + "\n" }.joined())
    let counted = try Self.run("grep -c -v 10.0.0.0/16 \(list)")
    #expect(counted.output == "2\n")
  }

  @Test("JSON lists the set and its figures")
  func json() throws {
    let transcript = try Self.run("merge --json 10.0.0.0/24 10.0.1.1/24 ::1")
    #expect(
      transcript.output.hasSuffix(
        #""entries":3,"bad_entries":0,"host_bits_dropped":1,"ipv4_addresses":"512","#
          + #""ipv4":["10.0.0.0/23"],"ipv6_addresses":"1","ipv6":["::1/128"]}"# + "\n"))
    let object = try JSONSerialization.jsonObject(with: Data(transcript.output.utf8))
    #expect((object as? [String: Any])?["command"] as? String == "ipcalc merge")
    let empty = try Self.run("and --json 10.0.0.1 10.0.0.2")
    #expect(empty.output.contains(#""ipv4":[],"ipv6_addresses":"0","ipv6":[]"#))
  }

  @Test("a shuffled list repeats with its seed")
  func shuffle() throws {
    let once = try Self.run("list --shuffle --seed 5 10.0.0.0/24").output
    #expect(try Self.run("list --shuffle --seed 5 10.0.0.0/24").output == once)
    #expect(try Self.run("list --shuffle --seed 6 10.0.0.0/24").output != once)
    #expect(Set(once.split(separator: "\n")).count == 256)
  }

  @Test("a full disk is noticed", .needsFullDisk)
  func fullDisk() throws {
    let full = URL(filePath: "/dev/full")
    for words in [["merge", "10.0.0.0/8"], ["list", "10.0.0.0/20"], ["regex", "10.0.0.0/8"]] {
      let transcript = try Netkit.run(["ipcalc"] + words, output: full)
      #expect(transcript.status == 2)
      #expect(transcript.errors.contains("cannot write"))
    }
  }
}
