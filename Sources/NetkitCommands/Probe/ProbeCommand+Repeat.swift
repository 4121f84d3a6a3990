import Diagnostics
import Platform
import Presentation

/// The modes that ask more than once.
extension ProbeCommand {
  // MARK: --ping

  func ping(_ request: ProbeRequest, in session: Session) throws(SystemError) -> ExitStatus {
    var status = ExitStatus.yes
    let signal = try Pinging.run(request, count: count, interval: interval) { event in
      switch event {
      case .failure(let target, let message):
        session.complain("\(target): \(message)")
        status = .worst(status, .unknown)
      case .probe(let number, let finding):
        if output.isQuiet { return }
        if output.isJSON { return session.show(json: finding) }
        var page = session.page(output)
        page.write(StyledText("\(number)  ", .dim))
        PortSentence(finding).write(to: &page)
        session.show(&page)
        // Each line when it is known, into a pipe as well.
        _ = try? session.output.flush()
      case .summary(let summary):
        if summary.open < summary.probes || summary.probes == 0 { status = .worst(status, .no) }
        if output.isQuiet { return }
        if output.isJSON { return session.show(json: PingLine(pingSummary: summary)) }
        var page = session.page(output)
        Self.write(summary, to: &page)
        session.show(&page)
      }
    }
    if let signal { return .interrupted(signal: signal) }
    return status
  }

  private struct PingLine: Encodable {
    var pingSummary: PingSummary
  }

  private static func write(_ summary: PingSummary, to page: inout TextBuffer) {
    var line = "\(summary.host) \(summary.port)/\(summary.transport.rawValue): ".styled(.bold)
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
    if summary.outages > 0 {
      page.line(
        "  \(NumberText.count(summary.outages, "outage")), the longest of "
          + NumberText.count(summary.longestOutage, "probe"))
    }
  }

  // MARK: --wait

  func wait(
    _ request: ProbeRequest, _ limit: Duration, in session: Session
  ) throws(SystemError) -> ExitStatus {
    let (outcomes, signal) = try Waiting.run(
      request, goal: goal == .open ? .open : .closed, limit: limit, isAnyEnough: acceptsAny)
    if let signal { return .interrupted(signal: signal) }
    let met = outcomes.filter(\.isMet).count
    let isSatisfied = acceptsAny ? met > 0 : met == outcomes.count
    if !output.isQuiet {
      for outcome in outcomes {
        // With a command to follow, standard output is the command's.
        show(outcome, isRemark: !followUp.isEmpty, in: session)
      }
    }
    guard isSatisfied else { return .no }
    guard !followUp.isEmpty else { return .yes }
    try session.output.flush()
    try session.remarks.flush()
    do throws(SystemError) {
      let child = try ChildProcess(followUp)
      return .command(status: try child.wait().status)
    } catch {
      session.complain("cannot run '\(followUp[0])': \(error.message)")
      return .unknown
    }
  }

  private func show(_ outcome: Waiting.Outcome, isRemark: Bool, in session: Session) {
    if output.isJSON, !isRemark, let finding = outcome.finding {
      return session.show(json: finding)
    }
    var page = session.page(output)
    if let finding = outcome.finding {
      let wanted = outcome.isMet ? "" : "not \(goal.rawValue) yet: "
      page.write(StyledText(wanted, .yellow))
      page.write(
        "after \(NumberText.duration(outcome.elapsed)), "
          + "\(NumberText.count(outcome.tries, "try", plural: "tries")): ")
      PortSentence(finding).write(to: &page)
    } else {
      page.line("\(TerminalText.escaped(outcome.target)): no address yet")
    }
    if isRemark {
      session.remarks.append(page.bytes)
    } else {
      session.show(&page)
    }
  }

  // MARK: --watch

  func watch(
    _ request: ProbeRequest, _ interval: Duration, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var known: [String: ProbeFinding]?
    while true {
      var found: [String: ProbeFinding] = [:]
      let (_, signal) = try Probing.run(request) { event in
        switch event {
        case .finding(let finding):
          found["\(finding.address) \(finding.port)/\(finding.transport.rawValue)"] = finding
        case .failure(let target, let message):
          if known == nil { session.complain("\(target): \(message)") }
        case .host, .limited, .progress: break
        }
      }
      if let signal { return .interrupted(signal: signal) }
      for (place, finding) in found.sorted(by: { $0.key < $1.key })
      where known?[place]?.state != finding.state {
        tell(finding, in: session)
      }
      for (place, old) in (known ?? [:]).sorted(by: { $0.key < $1.key })
      where found[place] == nil && old.state == .open {
        var page = session.page(output)
        page.line("\(TerminalText.escaped(place)): no longer open")
        if !output.isQuiet, !output.isJSON { session.show(&page) }
      }
      _ = try? session.output.flush()
      known = found
      if let signal = try Probing.pause(interval) { return .interrupted(signal: signal) }
    }
  }

  private func tell(_ finding: ProbeFinding, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON { return session.show(json: finding) }
    var page = session.page(output)
    PortSentence(finding).write(to: &page)
    session.show(&page)
  }
}
