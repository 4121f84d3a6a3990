import Addressing
public import Arguments
import Diagnostics
import Platform
import Sockets

/// `netkit resolve`: what applications get for a name, in which order, and why.
struct ResolveCommand: RunnableCommand {
  var names: [String] = []
  var reverse: [ReverseOperand] = []
  var files: [String] = []
  var family: AddressFamily?
  var transport: ResolveQuestion.Transport?
  var port: String?
  var flags: [LookupFlag] = []
  var limit = Duration.seconds(20)
  var isExplained = false
  var asksServices = false
  var asksServers = false
  var confirms = false
  var isShort = false
  var jobs = JobCount.auto
  var isOrdered = false
  var interval: Duration?
  var output = OutputOptions()

  static let name = "resolve"
  static let summary = "Look names up as applications do, and say why"
  static let details = """
    Asks getaddrinfo, as nearly every application does, and prints the addresses in the order in \
    which applications will try them, with family, scope and kind. Three look-ups run side by side: \
    both families, IPv4 alone, IPv6 alone. So a name server that answers only one of A and AAAA is \
    found out, and what it costs every application.

    Where getaddrinfo fails or hesitates, the name servers of resolv.conf are asked one by one, to \
    tell silence, refusal, failure and a server that cannot be reached from one another, which \
    getaddrinfo does not. Nobody else is contacted.

    Names of localhost are shown against RFC 6761, names under .local against RFC 6762, and \
    addresses that only inet_aton understands, such as 010.1, with what they are read as. With \
    search domains the full name that was found is shown, and an international name in both its \
    spellings. A NAME `@FILE` stands for the names of a file and `-` for those of standard input, \
    as `--file` does.

    Many names at once: `--file` looks each different name up once and prints a line for each, as \
    they come; `--why` explains them as well, and `--source` or `--dns` takes each apart, which is \
    slower. What is no host name is reported with its line and column, and the others go on. A name \
    with addresses of one family alone is asked for the other once more, for getaddrinfo does not \
    tell a family that fails from one that is not there. A name that a name server fails for, while \
    it answers others, is asked once more at the end, when few are asked at once. So is a name \
    that takes far longer than the others, whose question was perhaps lost: what comes first stands.

    Addresses of one family while the other fails or stays silent are half an answer: the line says \
    so behind `!`, and the exit status is 2.
    """
  static let examples = [
    Example("netkit resolve localhost", "Both loopback addresses, or what is missing"),
    Example("netkit resolve db.example.org --why", "The order, rule by rule"),
    Example("netkit resolve db.example.org --source --dns", "Who says what"),
    Example("netkit resolve -x 192.0.2.80 --confirm", "The name of an address, and back"),
    Example("netkit resolve -f names.txt --json", "Ten thousand names for a program"),
    Example("netkit resolve db.example.org --watch 5s", "What changes, when it does"),
  ]
  static var sections: [ManualSection] { ResolveManual.sections }

  static var arguments: [Argument] {
    [
      operands("NAME", \.names, "A host name or address", required: false),
      heading("What is asked"),
      flag("4", "ipv4", \.family, is: .ipv4, "Use IPv4 only", group: "family"),
      flag("6", "ipv6", \.family, is: .ipv6, "Use IPv6 only", group: "family"),
      option(
        "p", "port", "PORT", \.port, "Ask for this port, a number or the name of a service",
        completion: .service),
      flag(
        nil, "tcp", \.transport, is: .tcp, "Ask for TCP, the default",
        group: "transport"
      ).rare,
      flag("u", "udp", \.transport, is: .udp, "Ask for UDP", group: "transport"),
      options(
        nil, "flags", "FLAG,...", \.flags, "Pass these flags to getaddrinfo", separator: ",",
        details: """
          `addrconfig` leaves out families that this host has no address of, `v4mapped` gives IPv4 \
          addresses in IPv6's clothes where there are no others (with `--ipv6`), and `all` both. \
          `canonname` is always set. `numerichost` and `numericserv` refuse names of hosts and \
          services. `idn` leaves the A-labels of international names to the C library; without it \
          netkit makes them itself.
          """),
      options(
        "x", "reverse", "ADDR", \.reverse, "Look an address's name up",
        details: "May be given again. An address without a name is a no."),
      flag(
        nil, "confirm", \.confirms, "Look the name found up again and compare",
        details: "Forward-confirmed reverse DNS: the name must lead back to the address."),
      heading("What is shown beside the answer"),
      flag(
        nil, "why", \.isExplained, "Explain the order, rule by rule",
        details: """
          For each address the source address and interface that the kernel would use, found by \
          connecting a UDP socket, which sends nothing; label and precedence; and the rule of \
          RFC 6724 that put it before the next. The tables are the C library's own, for glibc with \
          gai.conf. The last line says whether the observed order is the explained one.
          """),
      flag(
        nil, "source", \.asksServices, "Ask each service of nsswitch.conf alone",
        details: """
          The hosts file, DNS, multicast DNS and the others, each in a process of its own, with its \
          time, and for the hosts file the line.
          """),
      flag(
        nil, "dns", \.asksServers, "Ask each configured name server alone",
        details: """
          A and AAAA over UDP with EDNS, over TCP where the answer is cut: time, answer code, TTL, \
          aliases, and whether the servers agree. Without it they are asked only where getaddrinfo \
          fails or hesitates, to learn why.
          """),
      flag(nil, "short", \.isShort, "Print addresses alone, one a line"),
      heading("How"),
      option(
        "w", "timeout", "TIME", \.limit, "Give up on a name after this time",
        details: "getaddrinfo itself cannot be stopped; it is left behind."),
      options(
        "f", "file", "FILE", \.files, "Read names from a file, one a line; - is standard input",
        completion: .file),
      option(
        "J", "jobs", "N|auto", \.jobs, "Look this many names up at once",
        details: """
          `auto` begins with a few and grows while look-ups wait for the network, as far as file \
          descriptors reach.
          """),
      flag(nil, "ordered", \.isOrdered, "Answer in the order of the lines of the file").rare,
      option(
        nil, "watch", "TIME", \.interval, "Ask again and again, and print what changes"),
      heading("Output"),
      shared(at: \.output),
    ]
  }

  mutating func validate() throws(UsageError) {
    for name in names where name == "-" || name.hasPrefix("@") {
      files.append(name == "-" ? name : String(name.dropFirst()))
    }
    names.removeAll { $0 == "-" || $0.hasPrefix("@") }
    guard !names.isEmpty || !reverse.isEmpty || !files.isEmpty else {
      throw UsageError("no name", hint: "for one: netkit resolve localhost")
    }
    if confirms, reverse.isEmpty {
      throw UsageError("--confirm compares the answer to --reverse, which is missing")
    }
    if let port, UInt16(port) == nil || port.utf8.first == UInt8(ascii: "+") {
      let transport = self.transport?.rawValue ?? "tcp"
      guard !port.isEmpty, !port.allSatisfy(\.isNumber),
        ServiceNames.port(named: port, protocol: transport) != nil
      else {
        throw UsageError(
          "'\(port)' is no port and no service of \(transport.uppercased())",
          hint: "a number from 0 to 65535, or a name from /etc/services such as https")
      }
    }
    if interval != nil, !files.isEmpty || !reverse.isEmpty {
      throw UsageError("--watch takes names alone, no --file and no --reverse")
    }
    if interval == .zero { throw UsageError("--watch 0s would never wait") }
  }
}

/// An address whose name is to be looked up.
struct ReverseOperand: ArgumentValue {
  var value: ScopedAddress

  init(argument: String) throws(ValueError) {
    do throws(AddressError) {
      value = try ScopedAddress(argument)
    } catch {
      throw ValueError(error.complaint, column: error.place)
    }
  }

  var argument: String { "\(value)" }
}

/// How many look-ups run at once.
enum JobCount: Hashable, Sendable {
  case auto
  case fixed(Int)
}

extension JobCount: ArgumentValue {
  init(argument: String) throws(ValueError) {
    if argument == "auto" {
      self = .auto
      return
    }
    guard let count = Int(argument), (1...4096).contains(count) else {
      throw ValueError("expected auto or a number from 1 to 4096")
    }
    self = .fixed(count)
  }

  var argument: String {
    switch self {
    case .auto: "auto"
    case .fixed(let count): "\(count)"
    }
  }
}

extension LookupFlag: ChoiceValue {
  var summary: String {
    switch self {
    case .addressConfigured: "Only families that this host has an address of"
    case .mappedIPv4: "IPv4 as IPv6 where there is no IPv6"
    case .all: "With v4mapped: both"
    case .canonicalName: "The canonical name, which is always asked for"
    case .numericHost: "Refuse names of hosts"
    case .numericService: "Refuse names of services"
    case .international: "Leave A-labels to the C library"
    }
  }
}
