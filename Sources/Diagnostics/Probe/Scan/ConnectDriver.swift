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

  var walk: QuestionWalk
  private var isWalked = false
  /// The place in `hosts` of each host of the walk's group; -1 before its first question.
  private var places: [Int] = []
  var hosts: [HostProgress] = []
  var freeHosts: [Int] = []
  var pacedHosts: [Int] = []
  /// Tags to be asked again, oldest first.
  var retries: [UInt64] = []
  private var retriesBegin = 0

  var window: ScanWindow
  var inFlight = 0
  private var nextStart = Instant(nanoseconds: 0)
  private let interval: Duration?
  var progress = ScanProgress()
  var reported = Instant(nanoseconds: 0)
  var own = OwnAddresses()

  /// - Parameters:
  ///   - part: which of `parts` shares of all questions; `threads` of them run here.
  ///   - window: the most probes that may be open at once.
  init(
    _ plan: ScanPlan, part: Int, parts: Int, threads: Int, tuning: ProbeTuning, listsAll: Bool,
    window: Int
  ) {
    walk = QuestionWalk(plan, part: part, parts: parts)
    self.tuning = tuning
    self.listsAll = listsAll
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
    if let tag = nextFirst() { return ask(tag, now) }
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

  private mutating func nextFirst() -> UInt64? {
    guard !isWalked else { return nil }
    guard let step = walk.next() else {
      isWalked = true
      return nil
    }
    // A group's first host is at place 0 in round 0: the places of the last group are past.
    if step.isFirst, step.place == 0 { places.removeAll(keepingCapacity: true) }
    while places.count <= step.place { places.append(-1) }
    if step.isFirst { places[step.place] = open(step.share) }
    let host = places[step.place]
    hosts[host].begun += 1
    hosts[host].pending += 1
    return ProbeTag(host: Int32(host), number: step.round, attempt: 1).raw
  }

  private mutating func open(_ share: HostShare) -> Int {
    let block = walk.plan.blocks[share.block]
    let address = SocketAddress(block.address(share.offset), port: 0, scope: block.scope)
    let host = HostProgress(share: share, address: address, allowance: tuning.leastTries)
    if let place = freeHosts.popLast() {
      hosts[place] = host
      return place
    }
    hosts.append(host)
    return hosts.count - 1
  }

  private mutating func ask(_ raw: UInt64, _ now: Instant) -> ScanSupply {
    let tag = ProbeTag(raw: raw)
    let place = Int(tag.host)
    let share = hosts[place].share
    let port = walk.port(share, tag.number)
    let timeout = hosts[place].roundTrip.firstLook(attempt: tag.attempt, cap: tuning.timeout)
    if let interval { nextStart = max(nextStart + interval, now + (.zero - interval * 8)) }
    inFlight += 1
    progress.sent += 1
    return .probe(
      ConnectProbe(
        address: hosts[place].address.with(port: port), tag: raw, timeout: timeout))
  }

  /// The next question to a host that limits its answers, when it is due.
  private mutating func nextPaced(_ now: Instant) -> ScanSupply {
    var earliest: Instant?
    for place in pacedHosts {
      guard let pacer = hosts[place].pacer, !hosts[place].parked.isEmpty, pacer.mayAsk
      else { continue }
      if pacer.next > now {
        earliest = min(earliest ?? pacer.next, pacer.next)
        continue
      }
      let number = Int(hosts[place].parked.removeLast() & 0xFF_FFFF)
      hosts[place].pending += 1
      hosts[place].pacer?.ask(now)
      let tag = ProbeTag(host: Int32(place), number: number, attempt: ProbeTag.pacedAttempt)
      return ask(tag.raw, now)
    }
    return earliest.map { .notBefore($0) } ?? .exhausted
  }
}
