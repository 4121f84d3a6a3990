import Platform
import Sockets

/// Threads that do nothing but call getaddrinfo, for many names.
///
/// A thread whose look-up is overdue is left to itself; its place goes to a new one, and when it
/// comes back, what it brings is dropped. All state is behind one lock, which a thread takes once a
/// name: to leave an answer and to take the next name.
///
/// A name whose name server fails while others are answered may have failed because so many were
/// asked at once: forwarders refuse what goes beyond their limit (dnsmasq's is 150), and full
/// buffers drop questions. Such names are held back and asked once more at the end, by few.
final class LookupPool: Sendable {
  private struct Running {
    var index: Int
    var start: Instant
    /// What is known of the name, while the family that it lacks is asked for.
    var known: LookupOutcome?
    var openFamily: AddressFamily?
    /// Whether nobody waits for it any longer.
    var isAbandoned = false
  }

  private struct State {
    var next = 0
    /// Names to be asked again, because a descriptor was missing.
    var again: [Int] = []
    var attempts: [Int: Int] = [:]
    /// What failed at a name server, to be asked once more; no name comes here twice.
    var held: [BulkFinding] = []
    var heldSilent = 0
    var isRetried: Set<Int> = []
    var batch = Batch()
    var running: [Running?] = []
    var freePlaces: [Int] = []
    /// Threads that count: those that are not abandoned.
    var active = 0
    var abandoned = 0
    var wanted = 0
    /// Whether any name server answers anything.
    var hasAnswers = false
    var isOver = false
  }

  /// What has come since the last look.
  struct Batch {
    var findings: [BulkFinding] = []
    /// Names that this process had no descriptor for.
    var withoutDescriptor = 0
    /// Names that a name server failed for, and that are asked once more.
    var refusals = 0
  }

  private let state = Locked(State())
  private let names: @Sendable (Int) -> String
  private let inquiry: BulkInquiry
  private let count: Int
  private let bell: Mailbox<Void>
  private let start = Instant.now
  /// Answers that wake the collector before its time.
  private static let batch = 128
  /// How often a name that lacked a descriptor is tried again.
  private static let mostAttempts = 500
  /// So few at once overload nobody: what fails again then is the name's own.
  static let modest = 32

  /// - Parameters:
  ///   - names: each name by its number, below `count`.
  ///   - bell: rung when there is much to collect, and at the end.
  init(
    count: Int, bell: Mailbox<Void>, inquiry: BulkInquiry,
    names: @escaping @Sendable (Int) -> String
  ) {
    self.count = count
    self.bell = bell
    self.inquiry = inquiry
    self.names = names
  }

  /// Whether names wait that nobody looks up yet, other than those held back.
  var isQueued: Bool { state.withLock { $0.next < count || !$0.again.isEmpty } }

  // MARK: The collector's side

  /// Starts threads up to `wanted`, all of them with those left behind at most `cap`. Throws where
  /// the system has no more threads.
  func grow(to wanted: Int, cap: Int) throws(SystemError) {
    let missing = state.withLock { state in
      state.wanted = wanted
      var names = count - state.next + state.again.count
      var wanted = wanted
      if names == 0, state.hasAnswers {
        names = state.held.count
        wanted = min(wanted, Self.modest)
      }
      let room = min(wanted - state.active, cap - state.active - state.abandoned)
      let missing = max(0, min(room, names))
      state.active += missing
      return missing
    }
    for started in 0..<missing {
      do throws(SystemError) {
        try DetachedThread.start { self.work() }
      } catch {
        state.withLock { $0.active -= missing - started }
        throw error
      }
    }
  }

  /// Gives up every name that nobody looks up yet: the system has no thread for them.
  func abandonQueue(_ error: SystemError) {
    state.withLock { state in
      let failure = LookupOutcome(
        .failure(LookupError(.system(error))), elapsed: .now - start)
      for index in state.again + Array(state.next..<count) {
        state.batch.findings.append(BulkFinding(index: index, any: failure))
      }
      state.next = count
      state.again = []
    }
  }

  /// The threads that run and count.
  var active: Int { state.withLock { $0.active } }

  /// Takes what has come, and gives up what has run for longer than `limit`.
  func collect(limit: Duration) -> Batch {
    let now = Instant.now
    return state.withLock { state in
      for place in state.running.indices {
        guard let entry = state.running[place], !entry.isAbandoned, now - entry.start >= limit
        else { continue }
        state.running[place]?.isAbandoned = true
        state.active -= 1
        state.abandoned += 1
        state.batch.findings.append(Self.overdue(entry, after: now - entry.start))
      }
      // Where nobody answers, asking once more is of no use.
      let isExhausted = state.active == 0 && state.next == count && state.again.isEmpty
      if !state.hasAnswers, isExhausted || now - start >= LookupFacts.patience {
        state.batch.findings += state.held
        state.held = []
      }
      defer { state.batch = Batch() }
      return state.batch
    }
  }

  private static func overdue(_ entry: Running, after elapsed: Duration) -> BulkFinding {
    let late = LookupOutcome(.failure(LookupError(.timedOut)), elapsed: elapsed)
    guard let known = entry.known, let family = entry.openFamily else {
      return BulkFinding(index: entry.index, any: late)
    }
    return BulkFinding(
      index: entry.index, any: known,
      other: .init(family: family, outcome: late))
  }

  /// Lets no thread take another name.
  func end() { state.withLock { $0.isOver = true } }

  // MARK: A thread's side

  private func work() {
    NameLookup.joinBatch()
    var place = state.withLock { state -> Int in
      if let free = state.freePlaces.popLast() { return free }
      state.running.append(nil)
      return state.running.count - 1
    }
    var index = state.withLock { state in Self.take(&state, &place, count) }
    while let current = index { index = leave(lookUp(current, place), &place) }
  }

  private func lookUp(_ index: Int, _ place: Int) -> BulkFinding {
    let name = names(index)
    var finding = BulkFinding(index: index, any: Self.ask(inquiry.request(name)))
    if let family = inquiry.openFamily(name, finding.any) {
      state.withLock { state in
        state.running[place]?.known = finding.any
        state.running[place]?.openFamily = family
      }
      finding.other = .init(family: family, outcome: Self.ask(inquiry.request(name, family)))
    }
    return finding
  }

  private static func ask(_ request: NameLookup.Request) -> LookupOutcome {
    let start = Instant.now
    let result = NameLookup.addressesNow(request)
    return LookupOutcome(result, elapsed: .now - start)
  }

  /// The next name for a thread; nil where it is to end.
  private static func take(_ state: inout State, _ place: inout Int, _ count: Int) -> Int? {
    var index: Int?
    // What an earlier try took counts against the limit.
    var spent = Duration.zero
    if !state.isOver, state.active <= state.wanted {
      if state.next < count {
        index = state.next
        state.next += 1
      } else if let again = state.again.popLast() {
        index = again
      } else if state.hasAnswers, state.active <= modest, let held = state.held.popLast() {
        index = held.index
        spent = held.elapsed
      }
    }
    guard let index else {
      state.active -= 1
      state.running[place] = nil
      state.freePlaces.append(place)
      return nil
    }
    state.running[place] = Running(index: index, start: .now + (.zero - spent))
    return index
  }

  /// Leaves what was found and takes the next name.
  private func leave(_ finding: BulkFinding, _ place: inout Int) -> Int? {
    let (next, rings) = state.withLock { state -> (Int?, Bool) in
      if state.running[place]?.isAbandoned == true {
        // It counts again, if there is still need of it.
        state.abandoned -= 1
        state.active += 1
      } else {
        put(finding, into: &state)
      }
      let next = Self.take(&state, &place, count)
      return (next, state.batch.findings.count == Self.batch || (next == nil && state.active == 0))
    }
    if rings { bell.send(()) }
    return next
  }

  /// Sorts a finding in: it stands, or its name is asked again.
  private func put(_ finding: BulkFinding, into state: inout State) {
    switch finding.failure {
    case .descriptors where state.attempts[finding.index, default: 0] < Self.mostAttempts:
      state.attempts[finding.index, default: 0] += 1
      state.again.append(finding.index)
      state.batch.withoutDescriptor += 1
    case .refusal where isHopeful(state) && state.isRetried.insert(finding.index).inserted:
      state.held.append(finding)
      state.batch.refusals += 1
    case .silence where mayHoldSilent(state) && state.isRetried.insert(finding.index).inserted:
      state.held.append(finding)
      state.heldSilent += 1
    case nil:
      if finding.any.isAnswered { state.hasAnswers = true }
      state.batch.findings.append(finding)
    case .descriptors, .refusal, .silence:
      state.batch.findings.append(finding)
    }
  }

  /// Whether names are answered, or may yet be: a server's refusals come before its first answer.
  private func isHopeful(_ state: State) -> Bool {
    state.hasAnswers || .now - start < LookupFacts.patience
  }

  /// Asking again takes as long once more, so it is done for as many as can be asked at once.
  private func mayHoldSilent(_ state: State) -> Bool {
    state.hasAnswers && state.heldSilent < Self.modest
  }
}
