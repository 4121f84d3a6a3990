import Addressing
import Arguments
import Diagnostics
import Platform
import Sockets

/// `netkit probe`: which ports are open, and why the others are not.
struct ProbeCommand: RunnableCommand {
  var targets: [String] = []
  var ports: String?
  var transport = ProbeTransport.tcp
  var family: AddressFamily?
  var usesAllAddresses = false
  var excluded: [String] = []
  var timeout = Duration.seconds(1)
  var tries: Int?
  var window: Int?
  var rate: Double?
  var patience = ProbeTuning.Patience.usual
  var isOrdered = false
  var seed: UInt64?
  var shard = Shard.whole
  var source: String?
  var interface: String?
  var hops: Int?
  var payload = PayloadChoice.known
  var listing = ProbeRequest.Listing.usual
  var acceptsAny = false
  var isPinging = false
  var count: Int?
  var interval = Duration.seconds(1)
  var waits: Duration?
  var goal = WaitGoal.open
  var watches: Duration?
  var followUp: [String] = []
  var wantsBanner = false
  var sends: String?
  var expects: String?
  var wantsTLS = false
  var wantsHTTP = false
  var journal: String?
  var form = Form.text
  var output = OutputOptions()

  /// How the answer is written; `--json` is an option of every command.
  enum Form: Sendable {
    case text, csv, grepable, nmapXML, prometheus
  }

  static let name = "probe"
  static let summary = "Ask which ports are open, and why the others are not"

  static let details = """
    Each port is asked by a TCP connection, or with `--udp` by a request of the service that \
    usually has it; no privileges are needed. A port is open, closed (the host says so), filtered \
    (silence, or an ICMP message, whose sender is named), unreachable (no route, or no neighbour \
    of that address) or an error of this system, which is never passed off as one of the others. \
    UDP that stays silent is open or filtered.

    A target is `host`, `host:port`, `[v6]:port`, `10.0.0.0/24`, `10.0.0.5-20`, `tcp://host:port`, \
    `udp://host:port`, `@file` with a target on each line, or `-` for standard input. Without \
    `--port` the 1,000 ports are asked that are most worth it.

    How long silence is waited out follows the host's own answers; it is asked twice, and up to \
    five times where packets get lost. A host that limits its resets is asked as fast as it \
    answers, and that is said.

    Probe what is yours, or what you may: others may take it for the beginning of an attack, and \
    in some places the law does.
    """

  static let examples = [
    Example("netkit probe db.lan:5432", "Is the database there, and if not, why"),
    Example("netkit probe 10.0.0.7 -p -", "Every TCP port of a host"),
    Example("netkit probe 10.0.0.0/24 -p 22,80,443", "Three ports of a network"),
    Example("netkit probe --wait 30s db.lan:5432 -- ./server", "Start when the database answers"),
    Example("netkit probe --ping -n 5 example.lan:443", "How long connecting takes, five times"),
    Example("netkit probe 10.0.0.1 -u -p 53,123", "DNS and NTP, by asking them"),
  ]

  static var arguments: [Argument] {
    [
      operands("TARGET", \.targets, "A host, an address, a network, or a file of them"),
      heading("What is asked"),
      option(
        "p", "port", "PORTS", \.ports, "Ask these ports: 22,80,8000-8100,https,top100,u:53,^25",
        details: """
          Items stand between commas: ports, ranges, names of services, `top20`, `top100` or \
          `top1000`, `-` for all. `u:` and `t:` choose UDP or TCP for what follows, `^` takes a \
          port out.
          """,
        completion: .service),
      flag("u", "udp", \.transport, is: .udp, "Probe UDP instead of TCP"),
      flag("4", "ipv4", \.family, is: .ipv4, "Use IPv4 only", group: "family"),
      flag("6", "ipv6", \.family, is: .ipv6, "Use IPv6 only", group: "family"),
      flag(
        nil, "all-addresses", \.usesAllAddresses, "Ask every address of a name, not only the first"
      ).rare,
      options(
        "x", "exclude", "TARGET", \.excluded, "Leave these hosts out", separator: ",",
        completion: .host
      ).rare,
      option(
        nil, "payload", "WHAT", \.payload, "Send this to UDP ports",
        details: """
          `auto` is the request of the service that usually has the port, an empty datagram where \
          none is known. `hex:0102` and `text:hello` are sent as they are; the name of a service, \
          such as `dns`, sends its request to every port.
          """
      ).rare,
      heading("What answers"),
      flag(nil, "banner", \.wantsBanner, "Read what open ports say by themselves"),
      option(
        nil, "send", "TEXT", \.sends, "Send this and read the answer",
        details: """
          A backslash with r, n, t, 0, x and two digits, or another backslash stands for that byte.
          """),
      option(
        nil, "expect", "REGEX", \.expects, "Exit with 1 unless the answer matches"),
      flag(
        nil, "tls", \.wantsTLS, "Speak TLS: version, names, dates and trust"),
      flag(nil, "http", \.wantsHTTP, "Ask for / by HTTP, with `--tls` by HTTPS"),
      heading("Again and again"),
      flag(
        nil, "ping", \.isPinging, "Ask every `--interval`, then tell loss and times",
        group: "repeat"),
      option("n", "count", "N", \.count, "Stop `--ping` after so many", in: 1...1_000_000_000).rare,
      option("i", "interval", "TIME", \.interval, "Pause this long between two probes of `--ping`")
        .rare,
      option(
        nil, "wait", "TIME", \.waits, "Wait until every port is open, this long at most",
        details: """
          Exits with 0 as soon as all are, with `--any` one. What stands behind `--` is then run, \
          and its status is netkit's.
          """,
        group: "repeat"),
      option(nil, "until", "STATE", \.goal, "What `--wait` waits for").rare,
      option(
        nil, "watch", "TIME", \.watches, "Scan again and again, and tell what changes",
        group: "repeat"
      ).rare,
      heading("How"),
      option("w", "timeout", "TIME", \.timeout, "Wait for no answer longer than this"),
      option(
        nil, "tries", "N", \.tries, "Ask silent ports so often", in: 1...20,
        details: "Without it twice, and up to five times where answers get lost."
      ).rare,
      option(
        nil, "window", "N", \.window, "Keep so many probes open at once", in: 1...1_000_000,
        details: "Without it from 1,000 to what file descriptors allow, as answers come."
      ).rare,
      option(
        nil, "rate", "N", \.rate, "Send at most so many probes a second", in: 0.01...10_000_000),
      flag(
        nil, "fast", \.patience, is: .fast, "Do not wait for hosts that limit their answers",
        group: "patience"
      ).rare,
      flag(
        nil, "accurate", \.patience, is: .accurate, "Wait for limited ICMP answers, too",
        group: "patience"
      ).rare,
      flag(
        nil, "ordered", \.isOrdered, "Ask ports in ascending order, not shuffled", group: "order"
      ).rare,
      option(
        nil, "seed", "N", \.seed, "Shuffle the ports the same way again", group: "order"
      ).rare,
      option(
        nil, "shard", "K/N", \.shard, "Ask only the K-th of N parts",
        details: """
          The parts are disjoint and together complete, whichever machines they run on, so long as \
          all have the same targets and ports.
          """
      ).rare,
      option(
        nil, "resume", "FILE", \.journal, "Note what is done in this file, and leave it out",
        details: """
          A scan that was interrupted goes on in the middle, with the ports that are missing. What \
          this system failed to ask is asked again. Notes are written once a second and at the \
          end; with `--shard` each part needs a file of its own.
          """,
        completion: .file
      ).rare,
      option("s", "source", "ADDR[:PORT]", \.source, "Send from this address").rare,
      option(
        "I", "interface", "NAME", \.interface, "Leave by this interface", completion: .interface
      ).rare,
      option(nil, "ttl", "N", \.hops, "Send with this hop limit", in: 1...255).rare,
      heading("Output"),
      option(nil, "show", "WHICH", \.listing, "List these ports one by one"),
      flag(nil, "any", \.acceptsAny, "Exit with 0 when at least one port is open").rare,
      flag(nil, "csv", \.form, is: .csv, "Print comma-separated values", group: "form").rare,
      flag(
        nil, "grepable", \.form, is: .grepable, "Print a line for each host, as nmap's -oG does",
        group: "form"
      ).rare,
      flag(
        nil, "nmap-xml", \.form, is: .nmapXML, "Print XML that readers of nmap's accept",
        group: "form"
      ).rare,
      flag(
        nil, "prometheus", \.form, is: .prometheus,
        "Print metrics for node_exporter's textfile collector", group: "form"
      ).rare,
      trailing("COMMAND", \.followUp, "With `--wait`: run this once the ports are as wanted"),
      shared(at: \.output),
    ]
  }

  mutating func validate() throws(UsageError) {
    if targets.isEmpty {
      throw UsageError("no target", hint: "for one: netkit probe localhost:22")
    }
    do throws(TargetError) {
      if let ports { _ = try PortSelection(ports, transport: transport) }
    } catch {
      throw UsageError(
        "\(error)", hint: "such as 22,80,8000-8100,https,top100 or - for every port")
    }
    for word in targets where word != "-" && !word.hasPrefix("@") {
      do throws(TargetError) {
        _ = try ProbeTarget(word, transport: transport)
      } catch {
        throw UsageError("\(error)")
      }
    }
    for word in excluded {
      do throws(TargetError) {
        _ = try ProbeTarget(excluded: word)
      } catch {
        throw UsageError("--exclude: \(error)")
      }
    }
    try validateModes()
    if expects != nil, sends == nil { wantsBanner = true }
    if let expects, Pattern(expects) == nil {
      throw UsageError("--expect: '\(expects)' is no regular expression")
    }
    if let sends, EscapedText.bytes(of: sends) == nil {
      throw UsageError("--send: '\(sends)' ends within an escape, or has an unknown one")
    }
    if let source, SourceWord(source) == nil {
      throw UsageError(
        "'\(source)' is no address of this host", hint: "such as 10.0.0.5 or [::1]:53")
    }
  }

  /// What only some ways of asking have a use for is not passed over in silence.
  private func validateModes() throws(UsageError) {
    if timeout == .zero { throw UsageError("--timeout 0s would wait for no answer") }
    if watches == .zero { throw UsageError("--watch 0s would never wait") }
    if !followUp.isEmpty, waits == nil {
      throw UsageError("a command is run after --wait alone")
    }
    if goal != .open, waits == nil { throw UsageError("--until says what --wait waits for") }
    if count != nil, !isPinging { throw UsageError("--count counts the probes of --ping") }
    if form != .text, output.isJSON { throw UsageError("one form of output: --json or another") }
    let repeats = isPinging || waits != nil
    if form != .text || journal != nil, repeats || watches != nil {
      throw UsageError(
        "\(journal == nil ? "this form of output" : "--resume") is for one scan, not for --ping, "
          + "--wait or --watch")
    }
    if repeats, wantsBanner || sends != nil || expects != nil || wantsTLS || wantsHTTP {
      throw UsageError(
        "--ping and --wait ask whether a port is open, not what answers",
        hint: "leave out --banner, --send, --expect, --tls and --http")
    }
  }
}
