import Diagnostics
import Platform
import Presentation

/// `--watch`: scans again and again, and tells what changes.
extension ProbeCommand {
  func watch(
    _ request: ProbeRequest, _ interval: Duration, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var watched = WatchedPorts()
    var failing: Set<String> = []
    while true {
      var seen: Set<String> = []
      let (_, signal) = try Probing.run(request) { event in
        switch event {
        case .finding(let finding): watched.take(finding)
        case .host(let host): watched.take(host)
        case .failure(let target, let message):
          seen.insert(target)
          if !failing.contains(target) { session.complain("\(target): \(message)") }
        // Its targets are all there from the beginning.
        case .limited, .progress, .pause, .fault: break
        }
      }
      failing = seen
      for finding in watched.changes() { show(change: finding, in: session) }
      _ = try? session.output.flush()
      if let signal { return .interrupted(signal: signal) }
      if let signal = try Probing.pause(interval) { return .interrupted(signal: signal) }
    }
  }

  private func show(change finding: ProbeFinding, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON { return session.show(json: finding) }
    var page = session.page(output)
    page.write(StyledText("\(finding.time ?? "")  ", .dim))
    PortSentence(finding).write(to: &page)
    session.show(&page)
  }
}
