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

  private let tuning: ProbeTuning
  private let listsAll: Bool
  private let mostWindow: Int
  private let parts: Int

  private var walk: QuestionWalk
  private var isWalked = false
  /// The place in `hosts` of each host of the walk's group; -1 before its first question.
  private var places: [Int32] = []
  private var hosts: [HostProgress?] = []
  private var freeHosts: [Int32] = []
  private var pacedHosts: [Int32] = []
  /// Tags to be asked again, oldest first.
  private var retries: [UInt64] = []
  private var retriesBegin = 0

  private var window: Double
  private var inFlight = 0
  private var hasLost = false
  /// Answers since `countedSince`, and how many of them came to a second or later try.
  private var recent = (answers: 0, late: 0)
  private var countedSince = Instant(nanoseconds: 0)
  private var nextStart = Instant(nanoseconds: 0)
  private let interval: Duration?
  private var progress = ScanProgress()
  private var reported = Instant(nanoseconds: 0)
  private var own = OwnAddresses()

  /// - Parameters:
  ///   - part: which of `parts` shares of all questions; `threads` of them run here.
  ///   - window: the most probes that may be open at once.
  init(
    _ plan: ScanPlan, part: Int, parts: Int, threads: Int, tuning: ProbeTuning, listsAll: Bool,
    window: Int
  ) {
    walk = QuestionWalk(plan, part: part, parts: parts)
    self.parts = parts
    self.tuning = tuning
    self.listsAll = listsAll
    mostWindow = max(1, window)
    // 1,000 over all threads: less than what a home router's table bears.
    let start = tuning.window.map { max(1, $0 / threads) } ?? 1000 / threads
    self.window = Double(min(start, mostWindow))
    interval = tuning.rate.map { .seconds(Double(threads) / $0) }
  }

  // MARK: Asking

  mutating func next(now: Instant) -> ScanSupply {
    if inFlight >= Int(window) { return .afterNextAnswer }
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
    hosts[Int(host)]!.begun += 1
    hosts[Int(host)]!.pending += 1
    return Tag(host: host, number: step.round, attempt: 1).raw
  }

  private mutating func open(_ share: HostShare) -> Int32 {
    let block = walk.plan.blocks[share.block]
    let address = SocketAddress(block.address(share.offset), port: 0, scope: block.scope)
    let host = HostProgress(share: share, address: address, allowance: tuning.leastTries)
    if let place = freeHosts.popLast() {
      hosts[Int(place)] = host
      return place
    }
    hosts.append(host)
    return Int32(hosts.count - 1)
  }

  private mutating func ask(_ raw: UInt64, _ now: Instant) -> ScanSupply {
    let tag = Tag(raw: raw)
    let place = Int(tag.host)
    // A host with an open question is there.
    let share = hosts[place]!.share
    let port = walk.port(share, tag.number)
    let timeout = hosts[place]!.roundTrip.timeout(attempt: tag.attempt, cap: tuning.timeout)
    if let interval { nextStart = max(nextStart + interval, now + (.zero - interval * 8)) }
    inFlight += 1
    progress.sent += 1
    return .probe(
      ConnectProbe(
        address: hosts[place]!.address.with(port: port), tag: raw, timeout: timeout))
  }

  /// The next question to a host that limits its answers, when it is due.
  private mutating func nextPaced(_ now: Instant) -> ScanSupply {
    var earliest: Instant?
    for place in pacedHosts {
      guard let pacer = hosts[Int(place)]!.pacer, !hosts[Int(place)]!.parked.isEmpty,
        pacer.mayAsk
      else { continue }
      if pacer.next > now {
        earliest = min(earliest ?? pacer.next, pacer.next)
        continue
      }
      let number = hosts[Int(place)]!.parked.removeLast() & 0xFF_FFFF
      hosts[Int(place)]!.pending += 1
      hosts[Int(place)]!.pacer!.ask(now)
      return ask(Tag(host: place, number: Int(number), attempt: Tag.pacedAttempt).raw, now)
    }
    return earliest.map { .notBefore($0) } ?? .exhausted
  }

  // MARK: Answers

  mutating func take(_ result: ProbeResult, outputs: inout [Output]) {
    inFlight -= 1
    let tag = Tag(raw: result.tag)
    let place = Int(tag.host)
    hosts[place]!.pending -= 1
    switch result.verdict {
    case .open:
      answered(place, tag, result)
      settle(place, tag, PortVerdict(.open, .handshake), result, &outputs)
    case .closed:
      answered(place, tag, result)
      hosts[place]!.resets += 1
      settle(place, tag, PortVerdict(.closed, .reset), result, &outputs)
    case .rejected(let report):
      grow(by: 1)
      settle(place, tag, verdict(of: report), result, &outputs)
    case .silent:
      silent(place, tag)
    case .failed(let code):
      settle(place, tag, Self.verdict(ofFailure: code), result, &outputs)
    }
    if hosts[place]!.isAtRest { rest(Int32(place), &outputs) }
    if progress.sent & 255 == 0 || outputs.count < 2 { reportProgress(&outputs) }
  }

  private mutating func answered(_ place: Int, _ tag: Tag, _ result: ProbeResult) {
    let now = Instant.now
    if tag.isPaced {
      hosts[place]!.pacer?.take(isAnswer: true, now)
      hosts[place]!.answers += 1
      return
    }
    recent.answers += 1
    count(now)
    let wasQueueing = hosts[place]!.roundTrip.isQueueing(result.latency)
    hosts[place]!.noteAnswer(result.latency, attempt: tag.attempt)
    if tag.attempt > 1 {
      if tuning.tries == nil {
        // Silence was a loss at least once: it is asked twice more often than it had to be.
        hosts[place]!.allowance = min(
          tuning.mostTries, max(hosts[place]!.allowance, tag.attempt + 2))
      }
      recent.late += 1
    } else if !wasQueueing {
      grow(by: 1)
    }
  }

  private mutating func silent(_ place: Int, _ tag: Tag) {
    if tag.isPaced {
      hosts[place]!.pacer?.take(isAnswer: false, .now)
      let entry = UInt32(tag.number) | UInt32(tuning.leastTries) << 24
      hosts[place]!.parked.insert(entry, at: 0)
      return
    }
    if hosts[place]!.retriesSince == nil {
      hosts[place]!.retriesSince = .now
      hosts[place]!.answersAtRetry = hosts[place]!.answers
    }
    // Nothing has shown that more would be lost than a firewall drops.
    if !hasLost { grow(by: 0.5) }
    guard tag.attempt < hosts[place]!.allowance else {
      hosts[place]!.parked.append(UInt32(tag.number) | UInt32(tag.attempt) << 24)
      return
    }
    hosts[place]!.pending += 1
    retries.append(Tag(host: tag.host, number: tag.number, attempt: tag.attempt + 1).raw)
  }

  private mutating func settle(
    _ place: Int, _ tag: Tag, _ verdict: PortVerdict, _ result: ProbeResult,
    _ outputs: inout [Output]
  ) {
    hosts[place]!.settle(tag.number, verdict)
    progress.settled += 1
    if verdict.state == .open { progress.open += 1 }
    if verdict.state == .filtered { progress.filtered += 1 }
    guard listsAll || verdict.state == .open || verdict.state == .error else { return }
    outputs.append(
      .finding(
        Finding(
          share: hosts[place]!.share, port: walk.port(hosts[place]!.share, tag.number),
          verdict: verdict, latency: verdict.reason == .silence ? nil : result.latency,
          kernelRoundTrip: result.kernelRoundTrip, tries: tag.isPaced ? 3 : tag.attempt,
          source: result.source)))
  }

  // MARK: The end of a host

  /// Nothing of the host is open and something may be parked: asks that again, faster or slower, or
  /// takes silence for an answer.
  private mutating func rest(_ place: Int32, _ outputs: inout [Output]) {
    let index = Int(place)
    if hosts[index]!.pacer != nil {
      pace(place, &outputs)
    } else if !hosts[index]!.parked.isEmpty {
      judge(place, &outputs)
    }
    if hosts[index]!.settled == hosts[index]!.share.count { close(place, &outputs) }
  }

  private mutating func judge(_ place: Int32, _ outputs: inout [Output]) {
    let index = Int(place)
    if mayBeLimited(hosts[index]!) {
      startPacing(place)
      return
    }
    let allowance = UInt32(hosts[index]!.allowance)
    let again = hosts[index]!.parked.filter { $0 >> 24 < allowance }
    hosts[index]!.parked.removeAll { $0 >> 24 < allowance }
    for entry in again {
      hosts[index]!.pending += 1
      retries.append(
        Tag(host: place, number: Int(entry & 0xFF_FFFF), attempt: Int(entry >> 24) + 1).raw)
    }
    if again.isEmpty { giveUp(index, &outputs) }
  }

  /// Resets have come, then hardly any although silence was asked again, but some: a limit, or a
  /// firewall beside losses. Only asking slower tells one from the other.
  private func mayBeLimited(_ host: HostProgress) -> Bool {
    guard tuning.patience != .fast, !host.hasTriedPacing, host.resets >= 20,
      host.parked.count >= 8
    else { return false }
    return host.lateAnswers > 0 && host.lateAnswers < host.parked.count
  }

  private mutating func startPacing(_ place: Int32) {
    let index = Int(place)
    let now = Instant.now
    let since = hosts[index]!.retriesSince ?? now
    let seconds = max(0.05, Double((now - since).wholeNanoseconds) / 1e9)
    let answers = hosts[index]!.answers - hosts[index]!.answersAtRetry
    hosts[index]!.pacer = Pacer(rate: max(1, Double(answers) / seconds), now: now)
    hosts[index]!.hasTriedPacing = true
    pacedHosts.append(place)
  }

  private mutating func pace(_ place: Int32, _ outputs: inout [Output]) {
    let index = Int(place)
    let pacer = hosts[index]!.pacer!
    let seen = pacer.answered + pacer.silent
    if !pacer.isConfirmed, seen >= Pacer.trialSize || hosts[index]!.parked.isEmpty {
      if pacer.answered * 4 >= seen {
        hosts[index]!.pacer!.isConfirmed = true
        hosts[index]!.wasLimited = true
        outputs.append(
          .limited(hosts[index]!.share, rate: pacer.rate, left: hosts[index]!.parked.count))
      } else {
        stopPacing(place)
        judge(place, &outputs)
        return
      }
    }
    // Twice as many silent questions as there are left: what remains is dropped, not limited.
    if pacer.silent > 2 * hosts[index]!.share.count || hosts[index]!.parked.isEmpty {
      stopPacing(place)
      giveUp(index, &outputs)
    }
  }

  private mutating func stopPacing(_ place: Int32) {
    hosts[Int(place)]!.pacer = nil
    pacedHosts.removeAll { $0 == place }
  }

  private mutating func giveUp(_ index: Int, _ outputs: inout [Output]) {
    let parked = hosts[index]!.parked
    hosts[index]!.parked = []
    for entry in parked {
      let number = Int(entry & 0xFF_FFFF)
      let tries = max(Int(entry >> 24), tuning.leastTries)
      let result = ProbeResult(tag: 0, verdict: .silent, latency: .zero)
      settle(
        index, Tag(host: Int32(index), number: number, attempt: tries),
        PortVerdict(.filtered, .silence), result, &outputs)
    }
  }

  private mutating func close(_ place: Int32, _ outputs: inout [Output]) {
    if let host = hosts[Int(place)] { outputs.append(.host(HostPart(host))) }
    hosts[Int(place)] = nil
    freeHosts.append(place)
  }

  mutating func finish(wasStopped: Bool, outputs: inout [Output]) {
    for place in hosts.indices where hosts[place] != nil { close(Int32(place), &outputs) }
    outputs.append(.progress(progress))
  }

  // MARK: Window

  mutating func windowShrank(to limit: Int) {
    window = min(window, Double(max(1, limit)))
    hasLost = true
  }

  private mutating func grow(by step: Double) {
    guard tuning.window == nil else { return }
    // Once answers have been lost a window grows by a quarter in a round trip, not to its double.
    window = min(Double(mostWindow), window + (hasLost ? step / 4 : step))
  }

  /// Looks each 200 ms whether the window is too much for the path. Some loss is the path's own and
  /// the same for every window: one answer in six that has to be asked for again is not.
  private mutating func count(_ now: Instant) {
    guard tuning.window == nil, now - countedSince > .milliseconds(200) else { return }
    defer {
      recent = (0, 0)
      countedSince = now
    }
    guard recent.answers >= 50, recent.late * 6 > recent.answers else { return }
    hasLost = true
    window = max(min(1000, Double(mostWindow)), window * 0.75)
  }

  private mutating func reportProgress(_ outputs: inout [Output]) {
    let now = Instant.now
    guard now - reported > .milliseconds(100) else { return }
    reported = now
    progress.window = Int(window)
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

/// The driver's mark on a probe: which host, which of its ports, which try.
private struct Tag {
  /// Stands for every try at a paced question.
  static let pacedAttempt = 255

  let raw: UInt64

  init(raw: UInt64) { self.raw = raw }

  init(host: Int32, number: Int, attempt: Int) {
    raw = UInt64(UInt32(host)) << 32 | UInt64(number) << 8 | UInt64(attempt)
  }

  var host: Int32 { Int32(raw >> 32) }
  var number: Int { Int(raw >> 8 & 0xFF_FFFF) }
  var attempt: Int { Int(raw & 0xFF) }
  var isPaced: Bool { attempt == Self.pacedAttempt }
}

/// How far a thread has come since it told last.
public struct ScanProgress: Sendable {
  public var settled: UInt64 = 0
  public var sent: UInt64 = 0
  public var open: UInt64 = 0
  public var filtered: UInt64 = 0
  public var window = 0
}

/// What one thread knows of a host in the end.
struct HostPart: Sendable {
  var share: HostShare
  var states: [UInt8]
  var verdicts: [PortVerdict]
  var roundTrip: RoundTrip
  var isLossy: Bool
  var wasLimited: Bool
  var isComplete: Bool

  init(_ host: HostProgress) {
    share = host.share
    states = host.states
    verdicts = host.verdicts
    roundTrip = host.roundTrip
    isLossy = host.lateAnswers > 0 && !host.wasLimited
    wasLimited = host.wasLimited
    isComplete = host.settled == host.share.count
  }
}
