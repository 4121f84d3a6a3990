import Platform
import Sockets

extension ConnectDriver {
  /// How often the thread tells how far it has come.
  private static var reportInterval: Duration { .milliseconds(100) }

  mutating func windowShrank(to limit: Int) { window.limit(to: limit) }

  /// What is known of the host's round trip by now decides, not what was known at the question.
  mutating func patience(_ raw: UInt64, after waited: Duration) -> Duration {
    let tag = ProbeTag(raw: raw)
    let roundTrip = roster.hosts[Int(tag.host)].roundTrip
    return roundTrip.timeout(attempt: tag.attempt, after: waited, cap: tuning.timeout) - waited
  }

  mutating func take(_ result: ProbeResult, outputs: inout [Output]) {
    inFlight -= 1
    let tag = ProbeTag(raw: result.tag)
    let place = Int(tag.host)
    roster.hosts[place].pending -= 1
    switch result.verdict {
    case .open:
      answered(place, tag, result)
      settle(place, tag, PortVerdict(.open, .handshake), result, &outputs)
    case .closed:
      answered(place, tag, result)
      roster.hosts[place].resets += 1
      settle(place, tag, PortVerdict(.closed, .reset), result, &outputs)
    case .rejected(let report):
      window.rejected()
      settle(place, tag, verdict(of: report), result, &outputs)
    case .silent:
      silent(place, tag, result.moment)
    case .failed(let code):
      settle(place, tag, Self.verdict(ofFailure: code), result, &outputs)
    }
    if roster.hosts[place].isAtRest { rest(place, result.moment, &outputs) }
    if result.moment - reported > Self.reportInterval {
      reportProgress(of: place, result.moment, &outputs)
    }
  }

  private mutating func answered(_ place: Int, _ tag: ProbeTag, _ result: ProbeResult) {
    if tag.isPaced {
      roster.hosts[place].pacer?.take(isAnswer: true, result.moment)
      roster.hosts[place].answers += 1
      return
    }
    window.answered(
      isLate: tag.attempt > 1, isDelayed: roster.hosts[place].roundTrip.isDelayed(result.latency),
      result.moment)
    roster.hosts[place].noteAnswer(result.latency, attempt: tag.attempt, outOf: inFlight)
    if tag.attempt > 1, tuning.tries == nil {
      // Silence was a loss at least once: it is asked twice more often than it had to be.
      roster.hosts[place].allowance = min(
        tuning.mostTries, max(roster.hosts[place].allowance, tag.attempt + 2))
    }
  }

  private mutating func silent(_ place: Int, _ tag: ProbeTag, _ now: Instant) {
    if tag.isPaced {
      roster.hosts[place].pacer?.take(isAnswer: false, now)
      let entry = UInt32(tag.number) | UInt32(tuning.leastTries) << 24
      roster.hosts[place].parked.insert(entry, at: 0)
      return
    }
    if roster.hosts[place].retriesSince == nil {
      roster.hosts[place].retriesSince = now
      roster.hosts[place].answersAtRetry = roster.hosts[place].answers
    }
    window.wasSilent()
    guard tag.attempt < roster.hosts[place].allowance else {
      roster.hosts[place].parked.append(UInt32(tag.number) | UInt32(tag.attempt) << 24)
      return
    }
    roster.hosts[place].pending += 1
    retries.append(ProbeTag(host: tag.host, number: tag.number, attempt: tag.attempt + 1).raw)
  }

  mutating func settle(
    _ place: Int, _ tag: ProbeTag, _ verdict: PortVerdict, _ result: ProbeResult,
    _ outputs: inout [Output]
  ) {
    roster.hosts[place].settle(tag.number, verdict)
    progress.settled += 1
    if verdict.state == .open { progress.open += 1 }
    if verdict.state == .filtered { progress.filtered += 1 }
    guard listsAll || verdict.state == .open || verdict.state == .error else { return }
    outputs.append(
      .finding(
        Finding(
          share: roster.hosts[place].share, port: roster.port(place, tag.number),
          verdict: verdict, latency: verdict.reason == .silence ? nil : result.latency,
          kernelRoundTrip: result.kernelRoundTrip, tries: tag.isPaced ? 3 : tag.attempt,
          source: result.source)))
  }

  private mutating func reportProgress(
    of place: Int, _ now: Instant, _ outputs: inout [Output]
  ) {
    reported = now
    progress.window = window.size * threads
    progress.timeout = roster.hosts[place].roundTrip.timeout(attempt: 1, cap: tuning.timeout)
    tellProgress(&outputs)
  }

  mutating func tellProgress(_ outputs: inout [Output]) {
    let parked = roster.hosts.reduce(0) { $0 + $1.parked.count }
    progress.setAside = parked - setAside
    setAside = parked
    outputs.append(.progress(progress))
    progress = ScanProgress()
  }

  // MARK: Verdicts

  private mutating func verdict(of report: ICMPReport) -> PortVerdict {
    if report.origin == .local { return Self.verdict(ofFailure: report.code) }
    if report.code != 0, own.contains(report.offender) {
      // Our own kernel says it of a neighbour that did not answer.
      if case .noNeighbour = LocalFailure(code: report.code) {
        return PortVerdict(.unreachable, .noNeighbour)
      }
    }
    return PortVerdict(.filtered, .icmp, icmp: report.withoutDetails)
  }

  static func verdict(ofFailure code: Int32) -> PortVerdict {
    switch LocalFailure(code: code) {
    case .noRoute: PortVerdict(.unreachable, .noRoute, errno: code)
    case .noNeighbour: PortVerdict(.unreachable, .noNeighbour, errno: code)
    case .local: PortVerdict(.error, .local, errno: code)
    }
  }
}

extension ICMPReport {
  /// The same for every port of a host, so that equal verdicts are equal.
  var withoutDetails: ICMPReport {
    var report = self
    report.about = nil
    return report
  }
}
