import Diagnostics
import Presentation

/// `--csv`: a row for each listed port.
struct ProbeCSV: ProbeView {
  private let session: Session

  init(_ session: Session) {
    self.session = session
    write([
      "host", "address", "family", "port", "transport", "service", "state", "reason", "icmp_type",
      "icmp_code", "icmp_name", "icmp_from", "errno", "latency_ms", "kernel_rtt_ms", "tries",
      "source", "payload", "reply", "banner",
    ])
  }

  func show(_ finding: ProbeFinding) {
    write([
      finding.host, "\(finding.address)", "\(finding.family)", "\(finding.port)",
      finding.transport.rawValue, finding.service ?? "", finding.state.rawValue,
      finding.reason.rawValue, finding.icmp.map { "\($0.type)" } ?? "",
      finding.icmp.map { "\($0.code)" } ?? "", finding.icmp?.name ?? "",
      finding.icmp?.from.map { "\($0)" } ?? "", finding.errno ?? "",
      finding.latency?.decimal(inUnitsOf: .milliseconds(1)) ?? "",
      finding.kernelRTT?.decimal(inUnitsOf: .milliseconds(1)) ?? "", "\(finding.tries)",
      finding.source ?? "", finding.payload ?? "", finding.reply ?? "", finding.banner ?? "",
    ])
  }

  private func write(_ fields: [String]) {
    var page = TextBuffer()
    CSV.row(fields.map { TerminalText.escaped($0) }, to: &page)
    session.show(&page)
  }

  func show(_ host: HostSummary) {}
  func finish(_ summary: ProbeSummary) {}
}
