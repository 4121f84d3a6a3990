import Diagnostics
import Presentation

/// A scan for people: a sentence for one port, a table for each host with many.
struct ProbeText: ProbeView {
  private let session: Session
  private let options: OutputOptions
  private var findings = HostFindings()
  private var quietHosts = 0
  private var shownHosts = 0

  init(_ session: Session, _ options: OutputOptions) {
    self.session = session
    self.options = options
  }

  mutating func show(_ finding: ProbeFinding) { findings.add(finding) }

  mutating func show(_ host: HostSummary) {
    let findings = findings.take(of: host)
    if findings.isEmpty, shownHosts + quietHosts > 0 || host.counts.total == 0 {
      // Of a network's silent hosts the last line tells.
      quietHosts += 1
      return
    }
    var page = session.page(options)
    if host.counts.total == 1, let only = findings.first {
      PortSentence(only).write(to: &page)
    } else {
      HostTable(host, findings).write(to: &page)
    }
    warn(host, to: &page)
    shownHosts += 1
    session.show(&page)
  }

  private func warn(_ host: HostSummary, to page: inout TextBuffer) {
    for warning in host.warnings {
      page.paragraph(StyledText("! ", .yellow) + StyledText(warning.words), indent: 2, hanging: 2)
    }
  }

  mutating func finish(_ summary: ProbeSummary) {
    guard summary.counts.total > 1 || summary.isInterrupted else { return }
    var page = session.page(options)
    var line = StyledText("")
    if quietHosts > 0 {
      line.append(NumberText.count(quietHosts, "host") + " with nothing to list")
      line.append(" · ")
    }
    let done = summary.isInterrupted ? UInt64(summary.counts.total) : summary.probes
    if summary.isInterrupted { line.append(NumberText.count(done) + " of ") }
    line.append(NumberText.count(summary.probes, "probe"))
    line.append(", \(NumberText.duration(summary.elapsed))")
    let seconds = summary.elapsed / .seconds(1)
    if done >= 1000, seconds > 0 {
      line.append(", \(NumberText.count(Int(Double(done) / seconds)))/s")
    }
    if summary.isInterrupted { line.append(", interrupted", .yellow) }
    page.line(line)
    session.show(&page)
  }
}

/// One host's ports as a table, the uninteresting counted below.
struct HostTable {
  private let host: HostSummary
  private let findings: [ProbeFinding]

  init(_ host: HostSummary, _ findings: [ProbeFinding]) {
    self.host = host
    self.findings = findings
  }

  func write(to page: inout TextBuffer) {
    var head = TerminalText.escaped(host.host).styled(.bold)
    if "\(host.address)" != host.host { head.append(" (\(host.address))") }
    if let least = host.roundTrip?.least {
      head.append("  RTT \(NumberText.duration(least))", .dim)
    }
    page.line(head)
    let showsReason = findings.contains { $0.state != .open }
    var columns: [Table.Column] = [
      .left("PORT"), .left("SERVICE"), .left("STATE"), .right("TIME"),
    ]
    if showsReason || findings.contains(where: \.hasRemark) { columns.append(.flexible("REASON")) }
    var table = Table(columns)
    table.indent = 2
    for finding in findings {
      table.add(
        [
          StyledText("\(finding.port)/\(finding.transport.rawValue)"),
          StyledText(finding.service ?? ""),
          finding.state.words.styled(finding.state.style),
          StyledText(finding.latency.map { NumberText.duration($0) } ?? ""),
        ] + (columns.count > 4 ? [StyledText(finding.remark)] : []))
    }
    if !findings.isEmpty { table.write(to: &page) }
    let listed = Dictionary(grouping: findings, by: \.state).mapValues(\.count)
    let rest = host.reasons.filter { $0.count > 0 && $0.state != .open && listed[$0.state] == nil }
    guard !rest.isEmpty else { return }
    let parts = rest.map { "\(NumberText.count($0.count)) \($0.state.words) (\($0.words))" }
    page.paragraph(StyledText(parts.joined(separator: " · "), .dim), indent: 2)
  }
}

extension ReasonCount {
  var words: String { ProbeReason.words(reason, icmp) }
}

extension ProbeReason {
  /// The reason in a few words, for tables.
  static func words(_ reason: ProbeReason, _ icmp: ICMPFact?) -> String {
    switch reason {
    case .handshake: return "accepts connections"
    case .reset: return "reset"
    case .silence: return "no answer"
    case .icmp:
      guard let icmp else { return "ICMP" }
      return "ICMP \(icmp.name)" + (icmp.from.map { " from \($0)" } ?? "")
    case .noRoute: return "no route"
    case .noNeighbour: return "no neighbour"
    case .local: return "this system"
    case .udpReply: return "answers"
    case .oneWay: return "one-way service"
    case .ourselves: return "our own socket"
    }
  }
}

extension ProbeFinding {
  var hasRemark: Bool { reply != nil || banner != nil || tls != nil || http != nil }

  /// What stands in the last column.
  var remark: String {
    if let reply { return TerminalText.escaped(reply) }
    if let banner { return TerminalText.escaped(banner.firstLine) }
    if let http { return http.words }
    if let tls { return tls.words }
    if let errno { return "\(ProbeReason.words(reason, icmp)): \(errno)" }
    return state == .open ? "" : ProbeReason.words(reason, icmp)
  }
}

extension String {
  /// Up to the first line end.
  var firstLine: String { String(prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }) }
}

extension PortState {
  var style: Style {
    switch self {
    case .open: .green
    case .closed: .plain
    case .filtered, .openOrFiltered: .yellow
    case .unreachable, .error: .red
    }
  }
}
