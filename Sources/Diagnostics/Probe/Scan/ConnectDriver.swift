import Addressing
import Platform
import Sockets

/// Decides what one thread of a TCP scan asks: order, timeouts, tries, window and pace.
struct ConnectDriver: ScanDriver {
  enum Output: Sendable {
    case finding(Finding)
    case host(HostPart)
    case limited(HostShare, rate: Double, left: Int)
    case progress(ScanProgress)
  }

  /// A port worth telling of at once.
  struct Finding: Sendable {
    var share: HostShare
    var port: UInt16
    var verdict: PortVerdict
    var latency: Duration?
    var kernelRoundTrip: Duration?
    var tries: Int
    var source: SocketAddress?
  }

  let tuning: ProbeTuning
  let listsAll: Bool
  /// How many threads ask, this one among them.
  let threads: Int

  var roster: HostRoster
  var pacedHosts: [Int] = []
  /// Tags to be asked again, oldest first.
  var retries: [UInt64] = []
  private var retriesBegin = 0

  var window: ScanWindow
  var inFlight = 0
  private var nextStart = Instant(nanoseconds: 0)
  private let interval: Duration?
  var progress = ScanProgress()
  /// How many questions were set aside when progress was told last.
  var setAside = 0
  var reported = Instant(nanoseconds: 0)
  var own = OwnAddresses()

  /// - Parameters:
  ///   - thread: the number of this thread among `threads`, which have the `gate` in common.
  ///   - window: the most probes that may be open at once.
  init(
    _ plan: ScanPlan, thread: Int = 0, of threads: Int = 1, gate: ThreadGate? = nil,
    tuning: ProbeTuning, listsAll: Bool, window: Int
  ) {
    let walk = QuestionWalk(
      plan, part: plan.shard.index + thread * plan.shard.count, parts: plan.shard.count * threads)
    roster = HostRoster(walk, allowance: tuning.leastTries, thread: thread, gate: gate)
    self.tuning = tuning
    self.listsAll = listsAll
    self.threads = threads
    self.window =
      if let fixed = tuning.window {
        ScanWindow(fixed: min(max(1, fixed / threads), window))
      } else {
        // 1,000 over all threads: less than what a home router's table bears.
        ScanWindow(from: 1000 / threads, upTo: window)
      }
    interval = tuning.rate.map { .seconds(Double(threads) / $0) }
  }

  // MARK: Asking

  mutating func next(now: Instant) -> ScanSupply {
    if inFlight >= window.size { return .afterNextAnswer }
    if interval != nil, now < nextStart { return .notBefore(nextStart) }
    if let tag = nextRetry() { return ask(tag, now) }
    var pause: Instant?
    if !pacedHosts.isEmpty {
      switch nextPaced(now) {
      case .probe(let probe): return .probe(probe)
      case .notBefore(let instant): pause = instant
      case .afterNextAnswer, .exhausted: break
      }
    }
    if let (host, number) = roster.next() {
      return ask(ProbeTag(host: Int32(host), number: number, attempt: 1).raw, now)
    }
    if roster.isHeld { return .notBefore(now + .milliseconds(1)) }
    // Not long: a lost answer elsewhere may have to be asked again meanwhile.
    if let pause { return .notBefore(min(pause, now + .milliseconds(50))) }
    return inFlight > 0 ? .afterNextAnswer : .exhausted
  }

  private mutating func nextRetry() -> UInt64? {
    guard retriesBegin < retries.count else { return nil }
    defer {
      retriesBegin += 1
      if retriesBegin == retries.count {
        retries.removeAll(keepingCapacity: true)
        retriesBegin = 0
      }
    }
    return retries[retriesBegin]
  }

  private mutating func ask(_ raw: UInt64, _ now: Instant) -> ScanSupply {
    let tag = ProbeTag(raw: raw)
    let place = Int(tag.host)
    let port = roster.port(place, tag.number)
    let timeout = roster.hosts[place].roundTrip.firstLook(attempt: tag.attempt, cap: tuning.timeout)
    if let interval { nextStart = max(nextStart + interval, now + (.zero - interval * 8)) }
    inFlight += 1
    progress.sent += 1
    return .probe(
      ConnectProbe(
        address: roster.hosts[place].address.with(port: port), tag: raw, timeout: timeout))
  }

  /// The next question to a host that limits its answers, when it is due.
  private mutating func nextPaced(_ now: Instant) -> ScanSupply {
    var earliest: Instant?
    for place in pacedHosts {
      guard let pacer = roster.hosts[place].pacer, !roster.hosts[place].parked.isEmpty, pacer.mayAsk
      else { continue }
      if pacer.next > now {
        earliest = min(earliest ?? pacer.next, pacer.next)
        continue
      }
      let number = Int(roster.hosts[place].parked.removeLast() & 0xFF_FFFF)
      roster.hosts[place].pending += 1
      roster.hosts[place].pacer?.ask(now)
      let tag = ProbeTag(host: Int32(place), number: number, attempt: ProbeTag.pacedAttempt)
      return ask(tag.raw, now)
    }
    return earliest.map { .notBefore($0) } ?? .exhausted
  }
}
