import Diagnostics
import Presentation

/// `--grepable`: a line for each host, in the form that nmap's -oG made known.
struct ProbeGrepable: ProbeView {
  private let session: Session
  private var findings = HostFindings()

  init(_ session: Session) {
    self.session = session
    var page = TextBuffer()
    page.line("# netkit \(Netkit.version) probe")
    session.show(&page)
  }

  mutating func show(_ finding: ProbeFinding) { findings.add(finding) }

  mutating func show(_ host: HostSummary) {
    let listed = findings.take(of: host)
    let name = "\(host.address)" == host.host ? "" : TerminalText.escaped(host.host)
    let ports = listed.map { finding in
      "\(finding.port)/\(Self.words(finding.state))/\(finding.transport.rawValue)//"
        + "\(finding.service ?? "")///"
    }
    var line = "Host: \(host.address) (\(name))\tPorts: \(ports.joined(separator: ", "))"
    let shown = Set(listed.map(\.state))
    if let most = host.reasons.first(where: { !shown.contains($0.state) }) {
      line += "\tIgnored State: \(Self.words(most.state)) (\(host.counts[most.state]))"
    }
    var page = TextBuffer()
    page.line(line)
    session.show(&page)
  }

  private static func words(_ state: PortState) -> String {
    state == .openOrFiltered ? "open|filtered" : state.rawValue
  }

  func finish(_ summary: ProbeSummary) {
    var page = TextBuffer()
    page.line(
      "# netkit done: \(NumberText.count(summary.hosts, "host")), "
        + "\(NumberText.count(summary.hostsWithOpenPorts)) with open ports")
    session.show(&page)
  }
}
