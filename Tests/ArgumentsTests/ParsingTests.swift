import Testing

@testable import Arguments

@Suite("Parsing") struct ParsingTests {
  @Test(
    "every spelling of an option's value is read",
    arguments: [
      "scan h -p 80", "scan h -p80", "scan h -p=80", "scan h --ports 80", "scan h --ports=80",
      "scan -p80 h", "scan --ports 80 -- h", "scan h -up80", "scan h -u -p 80",
      "scan h -p1 -p80",  // the last one counts
    ])
  func spellings(_ line: String) {
    let scan = understood(line, as: Scan.self)
    #expect(scan?.ports == "80")
    #expect(scan?.hosts.map(\.name) == ["h"])
  }

  @Test("what is not typed keeps the property's initial value")
  func defaults() throws {
    let scan = try #require(understood("scan h", as: Scan.self))
    #expect(scan.ports == "22,80")
    #expect(scan.timeout == .seconds(3))
    #expect(scan.rate == nil)
    #expect(scan.family == .any)
    #expect(scan.resolves)
    #expect(!scan.isUDP)
    #expect(scan.forms == [.any])
    #expect(scan.common.color == .auto)
  }

  @Test(
    "flags are set, unset and counted",
    arguments: [
      ("scan h -u", "udp"), ("scan h --udp", "udp"), ("scan h --no-resolve", "noresolve"),
      ("scan h --no-resolve --resolve", ""),  // the last one counts
      ("scan h -uv", "udp v1"), ("scan h -vv", "v2"), ("scan h -v --verbose -v", "v3"),
      ("scan h -4", "ipv4"), ("scan h -6", "ipv6"), ("scan h --ipv6 -6", "ipv6"),
      ("scan h -jq", "json quiet"), ("scan h --color", "always"),
      ("scan h --color=never", "never"), ("scan h --family ipv4", "ipv4"),
    ])
  func flags(_ line: String, _ want: String) throws {
    let scan = try #require(understood(line, as: Scan.self))
    var found: [String] = []
    if scan.isUDP { found.append("udp") }
    if !scan.resolves { found.append("noresolve") }
    if scan.family != .any { found.append(scan.family.rawValue) }
    if scan.common.isJSON { found.append("json") }
    if scan.common.isQuiet { found.append("quiet") }
    if scan.common.verbosity > 0 { found.append("v\(scan.common.verbosity)") }
    if scan.common.color != .auto { found.append(scan.common.color.rawValue) }
    #expect(found.joined(separator: " ") == want)
  }

  @Test("an option with an implied value leaves the next word alone")
  func impliedValue() throws {
    let scan = try #require(understood("scan --color never", as: Scan.self))
    #expect(scan.common.color == .always)
    #expect(scan.hosts.map(\.name) == ["never"])
  }

  @Test("a repeated option adds values, and the first replaces the default")
  func repeated() throws {
    let scan = try #require(
      understood("scan h -f a --file=b -fc --forms ipv6,any --forms ipv4", as: Scan.self))
    #expect(scan.files.map(\.path) == ["a", "b", "c"])
    #expect(scan.forms == [.ipv6, .any, .ipv4])
  }

  @Test(
    "operands are what does not begin with a dash, a lone dash, and all after --",
    arguments: [
      ("scan a b", ["a", "b"]), ("scan a -u b", ["a", "b"]), ("scan -", ["-"]),
      ("scan -- -u --json", ["-u", "--json"]), ("scan -- --", ["--"]), ("scan ''", [""]),
      ("scan -- -", ["-"]),
    ])
  func operands(_ line: String, _ want: [String]) {
    #expect(understood(line, as: Scan.self)?.hosts.map(\.name) == want)
  }

  @Test("an operand may be a negative number where one is declared")
  func negativeOperands() {
    #expect(understood("calc nth 10.0.0.0/8 -1", as: Nth.self)?.index == -1)
    #expect(understood("calc nth 10.0.0.0/8 -12 /24", as: Nth.self)?.prefix == "/24")
    #expect(complaint("scan -1 h") == ["tool scan: unknown option '-1'"])
  }

  @Test("a list of operands leaves room for the single ones after it")
  func dealing() throws {
    let one = try #require(understood("wait a", as: Wait.self))
    #expect(one.hosts == [] && one.last == "a")
    let three = try #require(understood("wait a b c", as: Wait.self))
    #expect(three.hosts == ["a", "b"] && three.last == "c")
  }

  @Test("words after -- go untouched to a trailing command")
  func trailing() throws {
    let wait = try #require(understood("wait a -- make -j --json -- x", as: Wait.self))
    #expect(wait.last == "a")
    #expect(wait.command == ["make", "-j", "--json", "--", "x"])
  }

  @Test("a lone dash among operands stays where it was")
  func loneDash() {
    #expect(understood("calc sub a b - c", as: Sub.self)?.sets == ["a", "b", "-", "c"])
  }

  @Test(
    "a verb is the first operand, also after options",
    arguments: [
      "calc split 10.0.0.0/8 4 -j", "calc -j split 10.0.0.0/8 4", "calc --json split 10.0.0.0/8 4",
      "calc split -j 10.0.0.0/8 4",
    ])
  func verbs(_ line: String) throws {
    guard case .run(let command, let path) = read(line) else {
      Issue.record("refused: \(complaint(line))")
      return
    }
    let split = try #require(command as? Split)
    #expect(path == ["calc", "split"])
    #expect(split.network == "10.0.0.0/8" && split.parts == 4 && split.common.isJSON)
  }

  @Test("no verb means the command itself, and -- makes an operand of a verb's name")
  func noVerb() {
    #expect(understood("calc 10.0.0.0/8", as: Calc.self)?.inputs == ["10.0.0.0/8"])
    #expect(understood("calc -- split", as: Calc.self)?.inputs == ["split"])
    #expect(understood("calc x split", as: Calc.self)?.inputs == ["x", "split"])
    #expect(understood("calc --count 3 x", as: Calc.self)?.count == 3)
    // The value of an option is not a verb.
    #expect(complaint("calc -n split x")[0].hasPrefix("tool calc: invalid value 'split' for -n"))
    #expect(understood("calc", as: Calc.self)?.inputs == [])
  }

  @Test("the environment gives what the command line does not")
  func environment() {
    let variables = ["TOOL_TIMEOUT": "5s", "TOOL_UDP": "1"]
    #expect(understood("scan h", as: Scan.self, variables)?.timeout == .seconds(5))
    #expect(understood("scan h", as: Scan.self, variables)?.isUDP == true)
    #expect(understood("scan h -w1", as: Scan.self, variables)?.timeout == .seconds(1))
    #expect(understood("scan h", as: Scan.self, ["TOOL_TIMEOUT": ""])?.timeout == .seconds(3))
    #expect(
      complaint("scan h", ["TOOL_TIMEOUT": "x"])[0]
        .hasPrefix("tool scan: invalid value 'x' for TOOL_TIMEOUT: "))
    // A value that is typed makes a bad variable harmless.
    #expect(understood("scan h -w1", as: Scan.self, ["TOOL_TIMEOUT": "x"]) != nil)
  }

  @Test(
    "help and the version are printed wherever they are asked for",
    arguments: [
      "-h", "--help", "-V", "--version", "help", "help scan", "help calc split",
      "scan -h", "scan --help", "calc split -h", "calc -h split", "scan --version", "scan h -uh",
    ])
  func prints(_ line: String) {
    guard case .print(let text) = read(line) else {
      Issue.record("not printed: \(line)")
      return
    }
    #expect(text.hasSuffix("\n"))
  }
}
