import Platform
import Sockets

extension ConnectDriver {
  /// Nothing of the host is open and something may be parked: asks that again, faster or slower, or
  /// takes silence for an answer.
  mutating func rest(_ place: Int, _ now: Instant, _ outputs: inout [Output]) {
    if let pacer = roster.hosts[place].pacer {
      pace(place, pacer, now, &outputs)
    } else if !roster.hosts[place].parked.isEmpty {
      judge(place, now, &outputs)
    }
    if roster.hosts[place].settled == roster.hosts[place].share.count { close(place, &outputs) }
  }

  private mutating func judge(_ place: Int, _ now: Instant, _ outputs: inout [Output]) {
    if mayBeLimited(roster.hosts[place]) {
      startPacing(place, now)
      return
    }
    let allowance = UInt32(roster.hosts[place].allowance)
    let again = roster.hosts[place].parked.filter { $0 >> 24 < allowance }
    roster.hosts[place].parked.removeAll { $0 >> 24 < allowance }
    for entry in again {
      roster.hosts[place].pending += 1
      let (number, attempt) = (Int(entry & 0xFF_FFFF), Int(entry >> 24) + 1)
      retries.append(ProbeTag(host: Int32(place), number: number, attempt: attempt).raw)
    }
    if again.isEmpty { giveUp(place, now, &outputs) }
  }

  // MARK: Limits

  /// Resets have come, then hardly any although silence was asked again, but some: a limit, or a
  /// firewall beside losses. Only asking slower tells one from the other.
  private func mayBeLimited(_ host: HostProgress) -> Bool {
    guard tuning.patience != .fast, !host.hasTriedPacing, host.resets >= 20,
      host.parked.count >= 8
    else { return false }
    return host.lateAnswers > 0 && host.lateAnswers < host.parked.count
  }

  private mutating func startPacing(_ place: Int, _ now: Instant) {
    let since = roster.hosts[place].retriesSince ?? now
    let seconds = max(0.05, (now - since).inSeconds)
    let answers = roster.hosts[place].answers - roster.hosts[place].answersAtRetry
    roster.hosts[place].pacer = Pacer(rate: max(1, Double(answers) / seconds), now: now)
    roster.hosts[place].hasTriedPacing = true
    pacedHosts.append(place)
  }

  private mutating func pace(
    _ place: Int, _ pacer: Pacer, _ now: Instant, _ outputs: inout [Output]
  ) {
    let seen = pacer.answered + pacer.silent
    if !pacer.isConfirmed, seen >= Pacer.trialSize || roster.hosts[place].parked.isEmpty {
      guard pacer.answered * 4 >= seen else {
        stopPacing(place)
        judge(place, now, &outputs)
        return
      }
      roster.hosts[place].pacer?.isConfirmed = true
      roster.hosts[place].wasLimited = true
      outputs.append(
        .limited(
          roster.hosts[place].share, rate: pacer.rate, left: roster.hosts[place].parked.count))
    }
    // Twice as many silent questions as there are left: what remains is dropped, not limited.
    if pacer.silent > 2 * roster.hosts[place].share.count || roster.hosts[place].parked.isEmpty {
      stopPacing(place)
      giveUp(place, now, &outputs)
    }
  }

  private mutating func stopPacing(_ place: Int) {
    roster.hosts[place].pacer = nil
    pacedHosts.removeAll { $0 == place }
  }

  // MARK: The end of a host

  private mutating func giveUp(_ place: Int, _ now: Instant, _ outputs: inout [Output]) {
    let parked = roster.hosts[place].parked
    roster.hosts[place].parked = []
    for entry in parked {
      let number = Int(entry & 0xFF_FFFF)
      let tries = max(Int(entry >> 24), tuning.leastTries)
      let result = ProbeResult(tag: 0, verdict: .silent, latency: .zero, moment: now)
      settle(
        place, ProbeTag(host: Int32(place), number: number, attempt: tries),
        PortVerdict(.filtered, .silence), result, &outputs)
    }
  }

  private mutating func close(_ place: Int, _ outputs: inout [Output]) {
    outputs.append(.host(roster.close(place)))
  }

  mutating func finish(wasStopped: Bool, outputs: inout [Output]) {
    roster.leaveGate()
    for place in roster.hosts.indices where !roster.hosts[place].isOver { close(place, &outputs) }
    tellProgress(&outputs)
  }
}
