import Diagnostics

/// What shows a scan's events: text, or a format.
protocol ProbeView {
  mutating func show(_ finding: ProbeFinding)
  mutating func show(_ host: HostSummary)
  mutating func finish(_ summary: ProbeSummary)
}

/// One JSON object a line.
struct ProbeJSON: ProbeView {
  private let session: Session

  init(_ session: Session) { self.session = session }

  private struct HostLine: Encodable {
    var hostReport: HostSummary
  }

  private struct SummaryLine: Encodable {
    var summary: ProbeSummary
  }

  func show(_ finding: ProbeFinding) { session.show(json: finding) }
  func show(_ host: HostSummary) { session.show(json: HostLine(hostReport: host)) }
  func finish(_ summary: ProbeSummary) { session.show(json: SummaryLine(summary: summary)) }
}
