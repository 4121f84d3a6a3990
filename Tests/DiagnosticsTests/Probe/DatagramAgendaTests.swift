import Addressing
import Platform
import Sockets
import TestSupport
import Testing

@testable import Diagnostics

/// The agenda against a host that is a function: which datagrams are answered, and when.
@Suite("What UDP ports are asked, and when silence is enough")
struct DatagramAgendaTests {
  /// What an agenda came to, with the time that it took.
  struct Run {
    var asked = 0
    var closed = 0
    var silent = 0
    var isLimited = false
    var time = Duration.zero
    var tries: [UInt16: Int] = [:]
  }

  private let start = Instant(nanoseconds: 1_000_000_000)

  /// Plays a scan of the ports 20001 and up of one host, 1 ms away, as the clock of the game goes.
  private func play(
    ports: UInt16, patience: ProbeTuning.Patience = .usual, tries: Int? = nil,
    answers: (UInt16, Duration) -> Bool
  ) -> Run {
    var tuning = ProbeTuning()
    tuning.patience = patience
    tuning.tries = tries
    let host = IPAddress.v4(IPv4Address(bits: 0x0A00_0001))
    let plan = ScanPlan(
      blocks: [HostBlock(name: nil, first: host, count: 1, list: 0)],
      lists: [Array(20_001...(20_000 + ports))])
    var agenda = DatagramAgenda(plan, tuning)
    var open: [(due: Instant, question: DatagramQuestion, isAnswered: Bool)] = []
    var (run, now) = (Run(), start)
    while !(open.isEmpty && agenda.isDone) {
      while let question = agenda.next(now) {
        let port = agenda.port(question)
        run.asked += 1
        run.tries[port, default: 0] += 1
        let isAnswered = answers(port, now - start)
        let wait = isAnswered ? Duration.milliseconds(1) : agenda.timeout(question)
        open.append((now + wait, question, isAnswered))
      }
      open.sort { $0.due < $1.due }
      if let paced = agenda.nextPacedTime, paced < open.first?.due ?? .init(nanoseconds: .max) {
        now = max(now, paced)
        continue
      }
      guard !open.isEmpty else { break }
      let next = open.removeFirst()
      now = max(now, next.due)
      if next.isAnswered {
        agenda.noteAnswer(next.question, after: .milliseconds(1), isRefusal: true, now)
        agenda.settle(next.question, PortVerdict(.closed, .icmp), now)
      } else {
        agenda.noteSilence(next.question, now)
      }
      for outcome in agenda.outcomes {
        switch outcome {
        case .givenUp: run.silent += 1
        case .limited: run.isLimited = true
        case .finished(let part):
          run.closed = part.states.count { $0 > 0 } - run.silent
          run.isLimited = run.isLimited || part.wasLimited
          run.time = now - start
        }
      }
      agenda.outcomes = []
    }
    return run
  }

  /// A bucket of `burst` that fills by one a second, as Linux' icmp_ratelimit has it.
  private func limit(burst: Double) -> (UInt16, Duration) -> Bool {
    var (tokens, last) = (burst, Duration.zero)
    return { _, time in
      tokens = min(6, tokens + Double((time - last).wholeNanoseconds) / 1e9)
      last = time
      guard tokens >= 1 else { return false }
      tokens -= 1
      return true
    }
  }

  @Test("a host that answers all is asked once a port")
  func closed() {
    let run = play(ports: 500) { _, _ in true }
    #expect(run.closed == 500 && run.asked == 500)
  }

  @Test("silence is asked twice, or as often as told")
  func silent() {
    let run = play(ports: 100) { _, _ in false }
    #expect(run.silent == 100 && run.asked == 200)
    #expect(run.time <= .milliseconds(2010))
    #expect(play(ports: 10, tries: 3) { _, _ in false }.asked == 30)
  }

  @Test("one closed port among silent ones costs a short trial, no more")
  func firewall() {
    let run = play(ports: 100) { port, _ in port == 20_001 }
    #expect(run.closed == 1 && run.silent == 99 && !run.isLimited)
    #expect(run.time <= .milliseconds(3000))
    #expect(play(ports: 100, patience: .fast) { port, _ in port == 20_001 }.asked == 199)
  }

  @Test("losses are asked again until they are answered")
  func losses() {
    // The same losses each time, so that chance is not asked anew by each run of the tests.
    var random = SeededRandom(SeededRandom.chosenSeed ?? 1)
    let run = play(ports: 2000) { _, _ in random.below(10) > 0 }
    // Five tries at one loss in ten leave one in 100,000.
    #expect(run.closed >= 1999 && !run.isLimited)
  }

  @Test("a limit of one message a second is noticed within three seconds", arguments: [1.0, 6.0])
  func limited(burst: Double) {
    let run = play(ports: 60, answers: limit(burst: burst))
    #expect(run.isLimited)
    #expect(run.closed + run.silent == 60)
    #expect(run.time <= .seconds(3))
  }

  @Test("and waited for on request, until all are known", arguments: [1.0, 6.0])
  func accurate(burst: Double) {
    let run = play(ports: 60, patience: .accurate, answers: limit(burst: burst))
    #expect(run.closed == 60)
    #expect(run.time <= .seconds(66))
  }
}
