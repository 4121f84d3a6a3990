import Arguments
import Diagnostics
import Platform
import Presentation

/// `netkit ipv6`: does dual stack work here, and which link is broken.
struct IPv6Command: RunnableCommand {
  var targets: [TargetOperand] = []
  var port: UInt16 = 443
  var timeout = Duration.seconds(3)
  var delay = Duration.milliseconds(250)
  var measuresPathMTU = false
  var triesNAT64 = false
  var isLocal = false
  var isBrief = false
  var output = OutputOptions()

  static let name = "ipv6"
  static let summary = "Tell whether IPv6 works here, and what is broken if not"
  static let details = """
    One verdict with its reason on the first line, then the evidence, then the likely cause and \
    what to do. Every stage runs at once: kernel, addresses, default routes, name servers, a TCP \
    connection over each family, the race between the two as applications run it (RFC 8305), \
    NAT64 (RFC 7050) and, with `--pmtu`, the path MTU. No privilege is needed.

    Targets are hosts with an optional port, `host:port` or `[2001:db8::1]:port`; 443 unless \
    `--port` says otherwise. Where none is given, those in NETKIT_IPV6_TARGETS are taken, and \
    where that is not set either, this machine and its name servers alone are looked at. Nobody \
    else is contacted, and the first lines say who was.

    The verdict is about this machine. Of several targets, one that fails alone is blamed itself; \
    where all fail over IPv6, the network is.
    """
  static let examples = [
    Example("netkit ipv6 www.example.org", "Does IPv6 work, as far as this host"),
    Example("netkit ipv6", "Without contacting anybody but the name servers"),
    Example("netkit ipv6 --pmtu [2001:db8:5::80]:80", "Do large packets get through"),
    Example("netkit ipv6 www.example.org --json", "For a program"),
  ]
  static var arguments: [Argument] {
    [
      operands(
        "HOST[:PORT]", \.targets, "Whom to reach over both families", required: false,
        completion: .host),
      option(
        "p", "port", "PORT", \.port, "Use this TCP port for targets without one", in: 1...65535),
      option(
        "w", "timeout", "TIME", \.timeout, "Give up after this long",
        in: .milliseconds(100)...Duration.seconds(600),
        details: "The verdict comes within this time and 0.3 s."),
      option(
        nil, "delay", "TIME", \.delay, "Give each attempt in the race this head start",
        in: .milliseconds(1)...Duration.seconds(10),
        details: "RFC 8305 recommends 250 ms; browsers take 200 to 300."),
      flag(nil, "pmtu", \.measuresPathMTU, "Find the path MTU, and packets that vanish"),
      flag(nil, "nat64", \.triesNAT64, "Try a translator even where IPv4 works"),
      flag(nil, "local", \.isLocal, "Look at this machine alone, ask nobody"),
      heading("Output"),
      flag("b", "brief", \.isBrief, "Print the verdict alone"),
      shared(at: \.output),
    ]
  }
  static var sections: [ManualSection] { IPv6Manual.sections }

  mutating func validate() throws(UsageError) {
    guard isLocal else { return }
    if !targets.isEmpty { throw UsageError("--local asks nobody: leave HOST out") }
    if measuresPathMTU || triesNAT64 {
      throw UsageError("--local asks nobody: leave --pmtu and --nat64 out")
    }
  }

  func run(in session: Session) -> ExitStatus {
    var question = DualStackQuestion()
    do {
      question.targets = try chosenTargets(session).map { $0.target(defaultPort: port) }
    } catch {
      session.complain("NETKIT_IPV6_TARGETS: \(error.reason)")
      return .usage
    }
    if let zone = question.targets.lazy.compactMap(\.missingZone).first {
      session.complain("there is no interface \(quoted(zone))")
      return .unknown
    }
    question.timeout = timeout
    question.delay = delay
    question.measuresPathMTU = measuresPathMTU
    question.triesNAT64 = triesNAT64
    question.isLocal = isLocal
    question.resolverOptions = session.variable("RES_OPTIONS")
    let report: DualStackReport
    do throws(SystemError) {
      report = try DualStackCheck.run(question)
    } catch {
      session.complain("cannot read the state of this machine: \(error.message)")
      return .unknown
    }
    show(report, in: session)
    return status(of: report, session)
  }

  /// The operands, or what the environment has in their place.
  private func chosenTargets(_ session: Session) throws(ValueError) -> [TargetOperand] {
    guard targets.isEmpty, let words = session.variable("NETKIT_IPV6_TARGETS") else {
      return targets
    }
    var found: [TargetOperand] = []
    for word in words.split(whereSeparator: { $0 == " " || $0 == "," }) {
      found.append(try TargetOperand(argument: String(word)))
    }
    return found
  }

  private func show(_ report: DualStackReport, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: report)
      return
    }
    // The sheet is laid out for 80 columns also into a file, unless the user says otherwise.
    let own = session.page(output)
    let columns = own.columns ?? session.variable("COLUMNS").flatMap { Int($0) } ?? 80
    var page = TextBuffer(isColored: own.isColored, columns: columns)
    DualStackSheet(report: report, isBrief: isBrief).write(to: &page)
    session.show(&page)
  }

  private func status(of report: DualStackReport, _ session: Session) -> ExitStatus {
    if let signal = report.interruptedBy { return .interrupted(signal: signal) }
    let lost = report.facts.targets.filter(\.isUnknownName)
    for target in lost {
      let why = target.lookup.aaaaError ?? target.lookup.aError ?? "no address"
      session.complain(
        "cannot look up \(TerminalText.escaped(target.host)): \(LookupWords.text(for: why))",
        hint: "netkit resolve \(TerminalText.escaped(target.host)) tells more")
    }
    if !lost.isEmpty { return .unknown }
    switch report.judgement.verdict.hasIPv6 {
    case true?: return report.judgement.scope == nil ? .yes : .no
    case false?: return .no
    case nil: return .unknown
    }
  }
}

extension TargetFacts {
  /// Whether the name has no address of either family, so that nothing could be tried.
  var isUnknownName: Bool {
    func hasNone(_ connect: ConnectFacts?) -> Bool {
      connect?.status == .noAddress || connect?.status == .lookupFailed
    }
    return hasNone(v4) && hasNone(v6)
  }
}
