import Platform
import Sockets
import Wire

/// One datagram to one port.
struct DatagramQuestion: Sendable {
  /// The host's place in the agenda.
  var host: Int
  /// The port's number in the host's share.
  var number: Int
  var attempt: Int
  /// Asked at the pace at which the host answers.
  var isPaced = false
}

/// Decides what is asked of UDP ports next, and when silence has been asked often enough. It has no
/// socket and no clock, so that its judgement can be tested by tables.
struct DatagramAgenda {
  enum Outcome {
    /// Silence was taken for an answer after so many tries.
    case givenUp(HostShare, port: UInt16, PortVerdict, tries: Int)
    /// The host limits its ICMP messages to `rate` a second; `left` ports are waited for.
    case limited(HostShare, rate: Double, left: Int)
    case finished(HostPart)
  }

  let plan: ScanPlan
  let tuning: ProbeTuning
  private var roster: HostRoster
  var retries: [DatagramQuestion] = []
  var pacedHosts: [Int] = []
  /// What has come of it, oldest first; whoever reads it takes it out.
  var outcomes: [Outcome] = []

  init(_ plan: ScanPlan, _ tuning: ProbeTuning) {
    self.plan = plan
    self.tuning = tuning
    let walk = QuestionWalk(plan, part: plan.shard.index, parts: plan.shard.count)
    roster = HostRoster(walk, allowance: tuning.leastTries)
  }

  // MARK: Asking

  /// Whether nothing will be asked any more, unless an open question stays silent.
  var isDone: Bool { roster.isWalked && retries.isEmpty && pacedHosts.isEmpty }

  /// Whether a question is due whatever the time.
  var hasNext: Bool { !retries.isEmpty || !roster.isWalked }

  /// When a host may be asked again that limits its answers; nil for none.
  var nextPacedTime: Instant? {
    pacedHosts.compactMap { host in
      guard let pacer = self[host].pacer, !self[host].parked.isEmpty, pacer.mayAsk
      else { return nil }
      return pacer.next
    }.min()
  }

  mutating func next(_ now: Instant) -> DatagramQuestion? {
    if let again = retries.popLast() { return again }
    if let paced = nextPaced(now) { return paced }
    return roster.next().map { DatagramQuestion(host: $0.host, number: $0.number, attempt: 1) }
  }

  private mutating func nextPaced(_ now: Instant) -> DatagramQuestion? {
    for place in pacedHosts {
      let host = self[place]
      guard let pacer = host.pacer, pacer.next <= now, pacer.mayAsk, let entry = host.parked.first
      else { continue }
      change(place) {
        $0.parked.removeFirst()
        $0.pacer?.ask(now)
        $0.pending += 1
      }
      return DatagramQuestion(
        host: place, number: Int(entry & 0xFF_FFFF), attempt: tuning.leastTries + 1,
        isPaced: true)
    }
    return nil
  }

  /// Takes a question back that could not be sent yet.
  mutating func putBack(_ question: DatagramQuestion) { retries.append(question) }

  // MARK: Looking up

  var hosts: Range<Int> { roster.hosts.indices }

  /// A host that is being asked.
  subscript(host: Int) -> HostProgress { roster.hosts[host] }

  mutating func change(_ host: Int, _ body: (inout HostProgress) -> Void) {
    precondition(!roster.hosts[host].isOver, "the host is done")
    body(&roster.hosts[host])
  }

  mutating func close(_ host: Int) -> HostPart { roster.close(host) }

  func share(_ question: DatagramQuestion) -> HostShare { self[question.host].share }

  func port(_ question: DatagramQuestion) -> UInt16 { port(of: question.number, at: question.host) }

  func port(of number: Int, at host: Int) -> UInt16 { roster.port(host, number) }

  func address(_ question: DatagramQuestion) -> SocketAddress {
    self[question.host].address.with(port: port(question))
  }

  func timeout(_ question: DatagramQuestion) -> Duration {
    self[question.host].roundTrip.timeout(
      attempt: question.isPaced ? 1 : question.attempt, cap: tuning.timeout)
  }

  // MARK: Answers

  /// The host itself has answered, by a datagram or by its ICMP port-unreachable.
  mutating func noteAnswer(
    _ question: DatagramQuestion, after latency: Duration, isRefusal: Bool, _ now: Instant
  ) {
    let tuning = tuning
    change(question.host) { host in
      if isRefusal { host.resets += 1 }
      if question.isPaced {
        host.pacer?.take(isAnswer: true, now)
        host.answers += 1
        host.pacedAnswers += 1
        return
      }
      host.noteAnswer(latency, attempt: question.attempt)
      if question.attempt > 1, tuning.tries == nil, !isRefusal {
        // Silence was a loss at least once: it is asked twice more often than it had to be. A
        // refusal that came late may as well have been held back by a limit.
        host.allowance = min(tuning.mostTries, max(host.allowance, question.attempt + 2))
      }
    }
  }

  /// The question has its verdict.
  mutating func settle(_ question: DatagramQuestion, _ verdict: PortVerdict, _ now: Instant) {
    change(question.host) {
      $0.pending -= 1
      $0.settle(question.number, verdict)
    }
    restIfDue(question.host, now)
  }

  /// Nothing came in time: asks again, now or once all others have been asked.
  mutating func noteSilence(_ question: DatagramQuestion, _ now: Instant) {
    let (allowance, leastTries) = (self[question.host].allowance, tuning.leastTries)
    var again = question
    again.attempt += 1
    let isAskedAgain = !question.isPaced && question.attempt < allowance
    change(question.host) { host in
      if host.retriesSince == nil { host.retriesSince = now }
      if question.isPaced { host.pacer?.take(isAnswer: false, now) }
      if isAskedAgain { return }
      host.pending -= 1
      let tries = question.isPaced ? leastTries : question.attempt
      host.parked.append(UInt32(question.number) | UInt32(tries) << 24)
    }
    if isAskedAgain {
      retries.append(again)
    } else {
      restIfDue(question.host, now)
    }
  }
}
