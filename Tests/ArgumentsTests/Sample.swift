@testable import Arguments

/// A small program with one of everything, on which the command layer is tested.
enum Sample {
  static let program = Program(
    name: "tool", version: "1.2.3", summary: "Look at networks",
    details: "Every command answers one question.",
    commands: [Scan.self, Calc.self, Wait.self, Map.self],
    examples: [
      Example("tool scan -p 22,443 example.org", "Which ports are open?"),
      Example("tool calc split 10.0.0.0/8 4", "Cut a network in four"),
    ],
    environment: [.init("NO_COLOR", "Print without color, whatever the terminal can do.")],
    exitStatuses: [
      ExitStatusInfo(0, "Yes."), ExitStatusInfo(1, "No."), ExitStatusInfo(2, "Could not tell."),
      ExitStatusInfo(64, "The command line was wrong."),
    ],
    sections: [ManualSection("STANDARDS", "RFC 1 and its heirs.")],
    date: "November 21, 2026", credits: { "registries of 2026-11-01" })
}

struct Common: ArgumentSet {
  var isJSON = false
  var isQuiet = false
  var verbosity = 0
  var color = ColorChoice.auto

  static var arguments: [Argument] {
    [
      heading("Output"),
      flag("j", "json", \.isJSON, "Print one JSON object"),
      flag("q", "quiet", \.isQuiet, "Print nothing; answer by exit status"),
      count("v", "verbose", \.verbosity, "Say more; twice for everything"),
      option(nil, "color", "WHEN", \.color, "When to use color", implied: "always"),
    ]
  }
}

enum ColorChoice: String, ChoiceValue {
  case auto, always, never
  var summary: String {
    switch self {
    case .auto: "Where the output is a terminal"
    case .always: "Everywhere"
    case .never: "Nowhere"
    }
  }
}

enum Family: String, ChoiceValue {
  case any, ipv4, ipv6
  var summary: String {
    switch self {
    case .any: "Whichever answers first"
    case .ipv4: "IPv4 only"
    case .ipv6: "IPv6 only"
    }
  }
}

/// A host name, for completion's sake.
struct HostName: ArgumentValue, Equatable {
  var name: String
  init(argument: String) throws(ValueError) {
    guard let bad = argument.firstIndex(of: "!") else {
      name = argument
      return
    }
    let column = argument.distance(from: argument.startIndex, to: bad) + 1
    throw ValueError("a name has no '!'", column: column)
  }
  var argument: String { name }
  static var completion: Completion { .host }
}

struct FilePath: ArgumentValue, Equatable {
  var path: String
  init(argument: String) { path = argument }
  var argument: String { path }
  static var completion: Completion { .file }
}

struct Scan: Command {
  var hosts: [HostName] = []
  var ports = "22,80"
  var timeout = Duration.seconds(3)
  var rate: Int?
  var family = Family.any
  var isUDP = false
  var resolves = true
  var files: [FilePath] = []
  var forms: [Family] = [.any]
  var size = ByteCount(65536)
  var common = Common()

  static let name = "scan"
  static let summary = "Check whether ports are open"
  static let details = """
    Connects to each port of each host. Use `--timeout` to wait longer, and \
    `--udp` for datagrams.

    The answer of one port is one line:

        22/tcp   open

    Silence is not an answer.
    """
  static let examples = [
    Example("tool scan -p 22,443 example.org", "Probe two ports"),
    Example("tool scan --udp --ports=53 ::1 --json", "Probe a local resolver, as JSON"),
  ]
  static let sections = [
    ManualSection(
      "JSON KEYS", "One object for each port.",
      entries: [.init("port", "The number of the port."), .init("state", "`open` or `closed`.")]),
    ManualSection("SEE ALSO", "nc(1), nmap(1)"),
  ]
  static var arguments: [Argument] {
    [
      operands("HOST", \.hosts, "Host name or address to probe"),
      option("p", "ports", "LIST", \.ports, "Probe these ports", details: "As `22,8000-8010`."),
      option(
        "w", "timeout", "TIME", \.timeout, "Wait this long for each answer",
        variable: "TOOL_TIMEOUT"),
      option("r", "rate", "N", \.rate, "Send at most N probes a second", in: 1...1000),
      option(nil, "family", "FAMILY", \.family, "Use this family of addresses", group: "family"),
      flag("4", "ipv4", \.family, is: .ipv4, "Use IPv4 only", group: "family"),
      flag("6", "ipv6", \.family, is: .ipv6, "Use IPv6 only", group: "family"),
      flag("u", "udp", \.isUDP, "Probe UDP instead of TCP", variable: "TOOL_UDP"),
      flag(nil, "resolve", \.resolves, "Look up names", negatable: true),
      options("f", "file", "FILE", \.files, "Read more hosts from FILE"),
      options(nil, "forms", "FORM", \.forms, "Print these forms", separator: ","),
      option(nil, "size", "SIZE", \.size, "Send payloads of SIZE"),
      shared(at: \.common),
    ]
  }
  mutating func validate() throws(UsageError) {
    if isUDP, rate == 13 { throw UsageError("13 is unlucky", hint: "use --rate 14") }
  }
}

struct Calc: Command {
  var inputs: [String] = []
  var common = Common()

  static let name = "calc"
  static let summary = "Explain a network"
  static let examples = [Example("tool calc 10.0.0.0/8", "What is it?")]
  static var verbs: [any Command.Type] { [Split.self, Nth.self, Sub.self] }
  static var arguments: [Argument] {
    [
      operands("X", \.inputs, "Address or network to explain", required: false),
      option("n", "count", "N", \.count, "Explain at most N"),
      shared(at: \.common),
    ]
  }
  var count: Int?
}

struct Split: Command {
  var network = ""
  var parts: UInt8 = 2
  var isFirst = false
  var common = Common()
  static let name = "split"
  static let summary = "Cut a network in equal parts"
  static let details = "With `--first` only the first part is printed."
  static let examples = [Example("tool calc split 10.0.0.0/8 4", "Four parts")]
  static var arguments: [Argument] {
    [
      operand("NET", \.network, "Network to cut"),
      operand("PARTS", \.parts, "Number of parts", in: 2...128, required: false),
      flag(nil, "first", \.isFirst, "Print the first part only"),
      shared(at: \.common),
    ]
  }
}

struct Nth: Command {
  var network = ""
  var index = 0
  var prefix: String?
  static let name = "nth"
  static let summary = "Find an address by its number"
  static var arguments: [Argument] {
    [
      operand("NET", \.network, "Network to count in"),
      operand("I", \.index, "Number of the address, from the end if negative"),
      operand("/P", \.prefix, "Count networks of this length instead"),
    ]
  }
}

struct Sub: Command {
  var sets: [String] = []
  static let name = "sub"
  static let summary = "Take networks from networks"
  static var arguments: [Argument] {
    [operands("SET", \.sets, "Networks, a lone '-', networks", minimum: 3, maximum: 5)]
  }
}

struct Wait: Command {
  var target = ""
  var last = ""
  var hosts: [String] = []
  var command: [String] = []
  static let name = "wait"
  static let summary = "Wait for a port, then run a command"
  static var arguments: [Argument] {
    [
      operands("HOST", \.hosts, "Hosts to wait for", required: false),
      operand("LAST", \.last, "Host to wait for last"),
      trailing("COMMAND", \.command, "Command to run then"),
    ]
  }
}

struct Map: Command {
  static let name = "map"
  static let summary = "Manage mappings"
  static let needsVerb = true
  static var verbs: [any Command.Type] { [Add.self, Remove.self] }

  struct Add: Command {
    var interface: String?
    static let name = "add"
    static let summary = "Add a mapping"
    static var arguments: [Argument] {
      [option("i", "interface", "NAME", \.interface, "Use this interface", completion: .interface)]
    }
  }
  struct Remove: Command {
    static let name = "remove"
    static let summary = "Remove a mapping"
  }
}
