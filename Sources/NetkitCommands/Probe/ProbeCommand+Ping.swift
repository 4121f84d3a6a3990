import Diagnostics
import Platform
import Presentation

/// `--ping`: the same ports again and again, then what it came to.
extension ProbeCommand {
  func ping(_ request: ProbeRequest, in session: Session) throws(SystemError) -> ExitStatus {
    var status = ExitStatus.yes
    let signal = try Pinging.run(request, count: count, interval: interval) { event in
      switch event {
      case .failure(let target, let message):
        session.complain("\(target): \(message)")
        status = .worst(status, .unknown)
      case .probe(let finding): show(finding, in: session)
      case .summary(let summary):
        if summary.open < summary.probes || summary.probes == 0 { status = .worst(status, .no) }
        show(summary, in: session)
      }
      // Each line when it is known, into a pipe as well.
      _ = try? session.output.flush()
    }
    if let signal { return .interrupted(signal: signal) }
    return status
  }

  private func show(_ finding: ProbeFinding, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON { return session.show(json: finding) }
    var page = session.page(output)
    page.write(StyledText("\(finding.round ?? 0)  ", .dim))
    PortSentence(finding).write(to: &page)
    session.show(&page)
  }

  private struct SummaryLine: Encodable {
    var pingSummary: PingSummary
  }

  private func show(_ summary: PingSummary, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON { return session.show(json: SummaryLine(pingSummary: summary)) }
    var page = session.page(output)
    var line = "\(TerminalText.escaped(summary.host)) \(summary.port)/".styled(.bold)
    line.append("\(summary.transport.rawValue): ", .bold)
    line.append(
      "\(NumberText.count(summary.probes, "probe")), \(summary.open) open, \(summary.lost) lost")
    if summary.probes > 0 {
      line.append(" (\(NumberText.percent(summary.lost, of: summary.probes)))")
    }
    line.append(", \(summary.refused) refused")
    page.line(line)
    let times = [
      ("min", summary.min), ("p50", summary.p50), ("p95", summary.p95), ("max", summary.max),
      ("jitter", summary.jitter),
    ]
    let known = times.compactMap { name, time in
      time.map { "\(name) \(NumberText.duration($0))" }
    }
    if !known.isEmpty { page.line("  " + known.joined(separator: "  ")) }
    if let longest = summary.longestOutage {
      page.line(
        "  \(NumberText.count(summary.outages, "outage")), the longest of "
          + "\(NumberText.count(longest.probes, "probe")) and "
          + "\(NumberText.duration(longest.length)), from \(longest.since)")
    }
    session.show(&page)
  }
}
