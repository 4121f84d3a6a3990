import Addressing
import Arguments
import Diagnostics
import Platform
import Sockets

/// `netkit connect`: the calling end of a conversation.
struct ConnectCommand: RunnableCommand {
  var target = ConnectTarget.nowhere
  var service: String?
  var transport: Transport?
  var family: AddressFamily?
  var messages: [String] = []
  var file: String?
  var endWord: String?
  var usesCRLF = false
  var expectation: String?
  var wait: Duration?
  var idle: Duration?
  var timeout = Duration.seconds(5)
  var repetitions: Int?
  var interval = Duration.seconds(1)
  var source: SourceAddress?
  var interface: String?
  var hops: Int?
  var isBroadcast = false
  var replies: Int?
  var security = ConnectSecurity()
  var isVerbose = false
  var explains = false
  var output = OutputOptions()

  static let name = "connect"
  static let summary = "Connect to a port over TCP, TLS or UDP, and talk"
  static let details = """
    Sends standard input, or `--send` and `--file`, prints what comes back, and leaves when the \
    server closes. At the end of the input the server is told (FIN), and late answers are still \
    printed.

    All addresses of a name are tried, IPv6 and IPv4 by turns, each with 250 ms of head start \
    (RFC 8305); `--verbose` shows each attempt. localhost is ::1 and 127.0.0.1, whatever the hosts \
    file says (RFC 6761).

    Output into a file or pipe is what came, byte for byte; on a terminal, control characters are \
    spelled out.
    """
  static let examples = [
    Example("netkit connect localhost 8000", "Talk to a server on this host"),
    Example("netkit connect -6 localhost 8000", "Over IPv6"),
    Example("netkit connect localhost 8000 --send '안녕하세요' --end /end", "One message"),
    Example("netkit connect localhost 8000 --send x --repeat 10", "Round trips"),
    Example("netkit connect --tls example.com 443 --show-cert", "Who is that"),
    Example(
      "netkit connect --udp --broadcast 10.99.0.255 6001 --send ping --wait 2s",
      "Who is there"),
    Example("netkit connect --udp 239.1.2.3 6001 --send ping --wait 2s", "Who of a group is there"),
  ]
  static var arguments: [Argument] {
    [
      operand("HOST", \.target, "A name or address, also HOST:PORT or tls://HOST:PORT"),
      operand("PORT", \.service, "A port or the name of a service", completion: .service),
      heading("How to connect"),
      flag("4", "ipv4", \.family, is: .ipv4, "Use IPv4 only", group: "family"),
      flag("6", "ipv6", \.family, is: .ipv6, "Use IPv6 only", group: "family"),
      flag(nil, "tcp", \.transport, is: .tcp, "Use TCP, the default", group: "transport").rare,
      flag("u", "udp", \.transport, is: .udp, "Use UDP", group: "transport"),
      option(
        "w", "timeout", "TIME", \.timeout, "Give up on connecting, or on a round trip"),
      option("s", "source", "ADDR[:PORT]", \.source, "Send from this address").rare,
      option(
        "I", "interface", "NAME", \.interface, "Leave by this interface", completion: .interface
      ).rare,
      option(nil, "ttl", "N", \.hops, "Send with this hop limit", in: 1...255).rare,
      heading("What to say"),
      options(
        nil, "send", "TEXT", \.messages, "Send a line (UDP: a datagram); may be given again"),
      option("f", "file", "FILE", \.file, "Send a file as it is", completion: .file),
      option(nil, "end", "WORD", \.endWord, "Send this line last"),
      flag(nil, "crlf", \.usesCRLF, "End lines with CR LF").rare,
      option(
        nil, "repeat", "N", \.repetitions,
        "Send the message N times and measure each round trip", in: 1...1_000_000_000
      ).rare,
      option("i", "interval", "TIME", \.interval, "Wait this long from one `--repeat` to the next")
        .rare,
      heading("What to wait for"),
      option(
        nil, "expect", "TEXT", \.expectation, "Leave once this has come; exit with 1 if not"),
      option(
        nil, "wait", "TIME", \.wait, "Wait this long for more once all is said",
        details: "From the last byte on. By default ten seconds; over UDP one."),
      option(
        nil, "idle", "TIME", \.idle, "Give up once nothing has come or gone for so long",
        details: "With more still to say, that is a failure. By default silence is no matter."
      ).rare,
      option(
        nil, "replies", "N", \.replies, "Leave after so many datagrams", in: 1...Int.max
      ).rare,
      flag(
        nil, "broadcast", \.isBroadcast, "Send to a broadcast address, and list who answers",
        details: "Known broadcast and multicast addresses need no `--broadcast`."
      ).rare,
      shared(at: \.security),
      heading("Output"),
      flag("v", "verbose", \.isVerbose, "Show each attempt to connect"),
      flag(nil, "explain", \.explains, "Show each system call with its values"),
      shared(at: \.output),
    ]
  }
  static var sections: [ManualSection] { [ConnectKeys.section, ConnectKeys.standards] }

  mutating func validate() throws(UsageError) {
    if let scheme = target.scheme {
      switch scheme {
      case .tcp: transport = .tcp
      case .udp: transport = .udp
      case .tls: security.usesTLS = true
      }
    }
    guard target.port != nil || service != nil else {
      throw UsageError(
        "no port", hint: "for one: netkit connect \(quoted(target.host).dropFirst().dropLast()) 80")
    }
    guard target.port == nil || service == nil else {
      throw UsageError("the port is given twice: \(target.port ?? 0) and \(quoted(service ?? ""))")
    }
    if let service, port == nil {
      throw UsageError(
        "\(quoted(service)) is no port and no service of \(isDatagram ? "UDP" : "TCP")",
        hint: "a number from 1 to 65535, or a name from /etc/services such as https")
    }
    if port == 0 {
      throw UsageError("nobody can be called on port 0", hint: "ports are numbered from 1 to 65535")
    }
    if let family, let source { try family.admit(source: source.address.address) }
    if !messages.isEmpty, file != nil { throw UsageError("give --send or --file, not both") }
    if repetitions != nil, messages.count != 1 {
      throw UsageError("--repeat needs one --send, the message to repeat")
    }
    if repetitions != nil, idle != nil {
      throw UsageError("--repeat waits no longer than --timeout: leave --idle out")
    }
    if isDatagram {
      guard !security.isAskedFor else { throw UsageError("TLS goes over TCP, not over UDP") }
    } else if isBroadcast || replies != nil {
      throw UsageError("--broadcast and --replies are for UDP", hint: "add --udp")
    }
    try security.validate()
  }

  var isDatagram: Bool { transport == .udp }

  /// The port by number; nil for a name that is none.
  var port: UInt16? {
    if let port = target.port { return port }
    guard let service else { return nil }
    if service.utf8.allSatisfy({ (48...57).contains($0) }) { return UInt16(service) }
    return ServiceNames.port(named: service, protocol: isDatagram ? "udp" : "tcp")
  }
}

extension ConnectTarget {
  /// What stands there until the operand has been read.
  static var nowhere: ConnectTarget { ConnectTarget(host: "localhost") }

  private init(host: String) { self.host = host }
}
