import Platform
import Sockets
import Wire

/// What becomes of a host of which nothing is open any more: asked on, paced, or given up.
extension DatagramAgenda {
  mutating func restIfDue(_ host: Int, _ now: Instant) {
    guard self[host].isAtRest else { return }
    if self[host].settled == self[host].share.count { return finish(host) }
    if self[host].parked.isEmpty { return }
    if self[host].pacer != nil { return pace(host, now) }
    if askAgain(host) { return }
    // One message and then silence: perhaps a firewall, perhaps a limit. Linux sends one a second
    // once the first six are spent (icmp_ratelimit), so for some 1.6 s the host is asked on.
    if tuning.patience != .fast, self[host].resets > 0, !self[host].hasTriedPacing {
      change(host) {
        $0.hasTriedPacing = true
        $0.pacer = Pacer(rate: 10, isSteady: true, now: now)
      }
      pacedHosts.append(host)
      return
    }
    giveUp(host)
  }

  /// Asks on where silence turned out to be loss: as many as still are silent have answered late.
  private mutating func askAgain(_ host: Int) -> Bool {
    let mostTries = tuning.mostTries
    change(host) { host in
      guard host.lateAnswers >= host.parked.count else { return }
      let tries = host.parked.map { Int($0 >> 24) }.max() ?? 0
      host.allowance = max(host.allowance, min(mostTries, tries + 1))
    }
    let allowance = UInt32(self[host].allowance)
    let again = self[host].parked.filter { $0 >> 24 < allowance }
    if again.isEmpty { return false }
    change(host) {
      $0.parked.removeAll { $0 >> 24 < allowance }
      $0.pending += again.count
    }
    retries += again.map {
      DatagramQuestion(host: host, number: Int($0 & 0xFF_FFFF), attempt: Int($0 >> 24) + 1)
    }
    return true
  }

  private mutating func pace(_ place: Int, _ now: Instant) {
    let host = self[place]
    guard let pacer = host.pacer else { return }
    if pacer.isConfirmed {
      // Three times as many silent questions as there are ports: what remains is dropped.
      if pacer.silent > 3 * host.share.count + 16 { giveUp(place) }
      return
    }
    if host.pacedAnswers == 0 {
      if !pacer.mayAsk { giveUp(place) }
      return
    }
    let since = host.retriesSince ?? now
    let seconds = max(0.1, (now - since).inSeconds)
    let rate = max(0.5, Double(host.pacedAnswers) / seconds)
    let left = host.parked.count
    change(place) { $0.wasLimited = true }
    // Three seconds are waited for anyone.
    guard tuning.patience == .accurate || Double(left) / rate <= 3 else { return giveUp(place) }
    change(place) {
      // Asked twice as often as it answers: what is asked too early costs nothing.
      $0.pacer = Pacer(rate: rate * 2, now: now)
      $0.pacer?.isConfirmed = true
    }
    outcomes.append(.limited(host.share, rate: rate, left: left))
  }

  private mutating func giveUp(_ host: Int) {
    stopPacing(host)
    let parked = self[host].parked
    change(host) { $0.parked = [] }
    let share = self[host].share
    for entry in parked {
      let number = Int(entry & 0xFF_FFFF)
      let port = port(of: number, at: host)
      let isOneWay = UDPService.at(port: port)?.isOneWay ?? false
      let verdict = PortVerdict(.openOrFiltered, isOneWay ? .oneWay : .silence)
      change(host) { $0.settle(number, verdict) }
      let tries = max(Int(entry >> 24), tuning.leastTries)
      outcomes.append(.givenUp(share, port: port, verdict, tries: tries))
    }
    finish(host)
  }

  private mutating func stopPacing(_ host: Int) {
    change(host) { $0.pacer = nil }
    pacedHosts.removeAll { $0 == host }
  }

  private mutating func finish(_ host: Int) {
    stopPacing(host)
    outcomes.append(.finished(close(host)))
  }

  /// Ends with what is known: the scan was stopped.
  mutating func finishAll() {
    for host in hosts where !self[host].isOver { finish(host) }
  }
}
