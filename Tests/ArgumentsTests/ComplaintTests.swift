import Testing

@testable import Arguments

@Suite("Complaints") struct ComplaintTests {
  @Test(
    "a command line that cannot be understood is refused with a hint",
    arguments: [
      ("scan", ["tool scan: missing HOST"]),
      ("scna h", ["tool: unknown command 'scna'", "  did you mean 'scan'?"]),
      ("zzz", ["tool: unknown command 'zzz'", "  commands: scan, calc, wait, map, help"]),
      ("split x", ["tool: unknown command 'split'", "  did you mean 'tool calc split'?"]),
      ("-j scan h", ["tool: unknown option '-j'", "  options follow the command: tool scan -j"]),
      ("--hepl", ["tool: unknown option '--hepl'", "  did you mean '--help'?"]),
      (
        "scan --timout 3 h",
        ["tool scan: unknown option '--timout'", "  did you mean '--timeout'?"]
      ),
      // A beginning is suggested, never taken.
      ("scan --time 3 h", ["tool scan: unknown option '--time'", "  did you mean '--timeout'?"]),
      (
        "scan -timeout 3",
        [
          "tool scan: unknown option '-t' in '-timeout'", "  did you mean '--timeout'?",
        ]
      ),
      ("scan -P 80 h", ["tool scan: unknown option '-P'", "  did you mean '-p'?"]),
      ("scan -uX h", ["tool scan: unknown option '-X' in '-uX'"]),
      (
        "scan --first h",
        [
          "tool scan: unknown option '--first'", "  '--first' is an option of 'tool calc split'",
        ]
      ),
      ("scan --xyzzy h", ["tool scan: unknown option '--xyzzy'"]),
      ("scan --=3 h", ["tool scan: unknown option '--'"]),
      ("scan -46 h", ["tool scan: -6 cannot be used with -4"]),
      ("scan -4 --family any h", ["tool scan: --family cannot be used with -4"]),
      ("scan --udp=yes h", ["tool scan: --udp takes no value", "  write '--udp' alone"]),
      ("scan --no-udp h", ["tool scan: unknown option '--no-udp'"]),
      ("scan -u=1 h", ["tool scan: -u takes no value"]),
      ("scan h --ports", ["tool scan: --ports needs a value", "  write '--ports LIST'"]),
      ("scan h -p", ["tool scan: -p needs a value", "  write '-p LIST'"]),
      (
        "scan --ports --udp h",
        [
          "tool scan: --ports needs a value, and '--udp' is an option",
          "  if it is meant as the value, write '--ports=--udp'",
        ]
      ),
      (
        "scan --family ipv5 h",
        [
          "tool scan: invalid value 'ipv5' for --family: expected any, ipv4, ipv6; did you mean 'ipv4'?"
        ]
      ),
      (
        "scan --rate 1001 h",
        [
          "tool scan: invalid value '1001' for --rate: expected a value from 1 to 1000"
        ]
      ),
      ("scan -r x h", ["tool scan: invalid value 'x' for -r: expected a whole number"]),
      ("scan a!b", ["tool scan: invalid value 'a!b' for HOST: a name has no '!' (column 2)"]),
      (
        "scan --forms any,ipv5 h",
        [
          "tool scan: invalid value 'any,ipv5' for --forms: "
            + "expected any, ipv4, ipv6; did you mean 'ipv4'? (column 5)"
        ]
      ),
      ("scan -u --rate 13 h", ["tool scan: 13 is unlucky", "  use --rate 14"]),
      ("calc split", ["tool calc split: missing NET"]),
      (
        "calc split a 4 b",
        [
          "tool calc split: unexpected operand 'b'", "  only one PARTS can be given",
        ]
      ),
      (
        "calc split a 1",
        [
          "tool calc split: invalid value '1' for PARTS: expected a value from 2 to 128"
        ]
      ),
      (
        "calc split a 300",
        [
          "tool calc split: invalid value '300' for PARTS: expected a whole number from 0 to 255"
        ]
      ),
      ("calc sub a b", ["tool calc sub: SET takes at least 3 values, not 2"]),
      (
        "calc sub a b c d e f",
        [
          "tool calc sub: unexpected operand 'f'", "  at most 5 of SET can be given",
        ]
      ),
      (
        "calc --first 10.0.0.0/8",
        [
          "tool calc: unknown option '--first'", "  '--first' is an option of 'tool calc split'",
        ]
      ),
      ("map", ["tool map: missing verb: expected add, remove"]),
      ("map ad", ["tool map: unknown verb 'ad'", "  did you mean 'add'?"]),
      ("map add x", ["tool map add: unexpected operand 'x'"]),
      ("help scna", ["tool: unknown command 'scna'", "  did you mean 'scan'?"]),
      ("help calc splt", ["tool calc: unknown verb 'splt'", "  did you mean 'split'?"]),
      (
        "--generate",
        [
          "tool: --generate needs to know what to make",
          "  write man [PAGE], bash, zsh, fish, markdown or all DIRECTORY",
        ]
      ),
      (
        "--generate man tool-x",
        [
          "tool: unknown manual page 'tool-x'",
          "  pages: tool, tool-scan, tool-calc, tool-wait, tool-map",
        ]
      ),
    ])
  func complaints(_ line: String, _ want: [String]) {
    #expect(complaint(line) == want)
  }

  @Test("a complaint ends with the usage")
  func usage() {
    guard case .refuse(let text) = read("calc splt --x") else { return }
    #expect(
      text == """
        tool calc: unknown option '--x'
        Usage: tool calc [OPTION]... [X...]
               tool calc VERB [OPTION]... [OPERAND]...

        """)
  }

  @Test("what was typed is quoted as typed, and cannot drive a terminal")
  func quoting() {
    #expect(quoted("a b'c") == "'a b'c'")
    #expect(quoted("한글 é") == "'한글 é'")
    #expect(quoted("\u{1B}[31m\n\t\r") == "'\\u{1B}[31m\\n\\t\\r'")
    #expect(quoted("a\u{202E}b\u{200B}c\u{85}") == "'a\\u{202E}b\\u{200B}c\\u{85}'")
    #expect(quoted(String(repeating: "x", count: 5000)).count == 203)
    #expect(complaint("scan --\u{1B}[1m h")[0] == "tool scan: unknown option '--\\u{1B}[1m'")
  }

  @Test(
    "the nearest word is suggested, and nothing far-fetched",
    arguments: [
      ("splt", "split"), ("psilt", nil), ("pslit", "split"),  // two neighbours swapped
      ("SPLIT", "split"), ("rand", "rand"), ("ran", "rand"), ("zzzzz", nil), ("", nil), ("x", nil),
      ("exclu", "exclude"), ("s", nil),
    ] as [(String, String?)])
  func suggestions(_ word: String, _ want: String?) {
    #expect(nearest(to: word, in: ["split", "rand", "exclude"]) == want)
  }

  @Test("a command that fails later can ask for a verb's hint")
  func verbHint() {
    #expect(Sample.program.verbHint(for: "splt", path: ["calc"]) == "did you mean 'split'?")
    #expect(Sample.program.verbHint(for: "10.0.0.0/8", path: ["calc"]) == nil)
    #expect(Sample.program.verbHint(for: "x", path: ["nope"]) == nil)
  }
}
