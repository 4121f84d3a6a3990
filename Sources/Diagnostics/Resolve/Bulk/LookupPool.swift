import Platform
import Sockets

/// Threads that do nothing but call getaddrinfo, for many names.
///
/// A thread whose look-up is overdue is left to itself; its place goes to a new one, and when it
/// comes back, what it brings is dropped. All state is behind one lock, which a thread takes once a
/// name: to leave an answer and to take the next name.
final class LookupPool: Sendable {
  /// What a thread brings back.
  struct Finding {
    var index: Int
    var result: Result<NameLookup.Answer, LookupError>
    var elapsed: Duration
  }

  private struct Running {
    var index: Int
    var start: Instant
    /// Whether nobody waits for it any longer.
    var isAbandoned = false
  }

  private struct State {
    var next = 0
    /// Names to be asked again, because a descriptor was missing.
    var again: [Int] = []
    var attempts: [Int: Int] = [:]
    var findings: [Finding] = []
    var running: [Running?] = []
    var freePlaces: [Int] = []
    /// Threads that count: those that are not abandoned.
    var active = 0
    var abandoned = 0
    var wanted = 0
    var strain: Strain = []
    var hasAnswers = false
    var isOver = false
  }

  /// Signs that fewer look-ups at once would get more answers.
  struct Strain: OptionSet {
    let rawValue: Int

    /// This process had no descriptor left.
    static let descriptors = Strain(rawValue: 1)
    /// A name server gave up on a name while it answers others: forwarders refuse what goes beyond
    /// their limit (dnsmasq's is 150).
    static let servers = Strain(rawValue: 2)
  }

  private let state = Locked(State())
  private let requests: @Sendable (Int) -> NameLookup.Request
  private let count: Int
  private let bell: Mailbox<Void>
  /// Answers that wake the collector before its time.
  private static let batch = 128
  /// How often a name that lacked a descriptor is tried again.
  private static let mostAttempts = 500
  /// Below this many at once a failure is the name's own.
  private static let modest = 32

  init(
    count: Int, bell: Mailbox<Void>, _ requests: @escaping @Sendable (Int) -> NameLookup.Request
  ) {
    self.count = count
    self.bell = bell
    self.requests = requests
  }

  /// Whether names wait that nobody looks up yet.
  var isQueued: Bool { state.withLock { $0.next < count || !$0.again.isEmpty } }

  // MARK: The collector's side

  /// Starts threads up to `wanted`, all of them with those left behind at most `cap`. False where
  /// the system has no more threads.
  func grow(to wanted: Int, cap: Int) -> Bool {
    let missing = state.withLock { state in
      state.wanted = wanted
      let room = min(wanted - state.active, cap - state.active - state.abandoned)
      let names = count - state.next + state.again.count
      let missing = max(0, min(room, names))
      state.active += missing
      return missing
    }
    for started in 0..<missing {
      do throws(SystemError) {
        try DetachedThread.start { self.work() }
      } catch {
        state.withLock { $0.active -= missing - started }
        return false
      }
    }
    return true
  }

  /// The threads that run and count.
  var active: Int { state.withLock { $0.active } }

  /// Takes what has come, and gives up what has run for longer than `limit`.
  ///
  /// - Returns: also whether some failed because there were too many; those are asked again.
  func collect(limit: Duration) -> (findings: [Finding], strain: Strain) {
    let now = Instant.now
    return state.withLock { state in
      for place in state.running.indices {
        guard let entry = state.running[place], !entry.isAbandoned, now - entry.start >= limit
        else { continue }
        state.running[place]?.isAbandoned = true
        state.active -= 1
        state.abandoned += 1
        state.findings.append(
          Finding(
            index: entry.index, result: .failure(LookupError(.timedOut)),
            elapsed: now - entry.start))
      }
      defer {
        state.findings = []
        state.strain = []
      }
      return (state.findings, state.strain)
    }
  }

  /// Lets no thread take another name.
  func end() { state.withLock { $0.isOver = true } }

  // MARK: A thread's side

  private func work() {
    var place = state.withLock { state -> Int in
      if let free = state.freePlaces.popLast() { return free }
      state.running.append(nil)
      return state.running.count - 1
    }
    var index = take(&place)
    while let current = index {
      let start = Instant.now
      let result = NameLookup.addressesNow(requests(current))
      index = leave(Finding(index: current, result: result, elapsed: .now - start), &place)
    }
  }

  private func take(_ place: inout Int) -> Int? {
    state.withLock { state in Self.take(&state, &place, count) }
  }

  /// The next name for a thread; nil where it is to end.
  private static func take(_ state: inout State, _ place: inout Int, _ count: Int) -> Int? {
    var index: Int?
    if !state.isOver, state.active <= state.wanted {
      if state.next < count {
        index = state.next
        state.next += 1
      } else {
        index = state.again.popLast()
      }
    }
    guard let index else {
      state.active -= 1
      state.running[place] = nil
      state.freePlaces.append(place)
      return nil
    }
    state.running[place] = Running(index: index, start: .now)
    return index
  }

  /// Why a name failed that is worth another try; nil where the finding stands.
  private static func strain(_ state: State, _ finding: Finding) -> Strain? {
    guard case .failure(let error) = finding.result else { return nil }
    let attempts = state.attempts[finding.index, default: 0]
    if error.lacksDescriptors { return attempts < mostAttempts ? .descriptors : nil }
    let isRefused = error.reason == .temporary || error.reason == .failed
    return isRefused && attempts == 0 && state.hasAnswers && state.wanted > modest
      ? .servers : nil
  }

  /// Leaves what was found and takes the next name.
  private func leave(_ finding: Finding, _ place: inout Int) -> Int? {
    let (next, rings) = state.withLock { state -> (Int?, Bool) in
      if state.running[place]?.isAbandoned == true {
        // It counts again, if there is still need of it.
        state.abandoned -= 1
        state.active += 1
      } else if let strain = Self.strain(state, finding) {
        state.attempts[finding.index, default: 0] += 1
        state.again.append(finding.index)
        state.strain.formUnion(strain)
      } else {
        if case .success = finding.result { state.hasAnswers = true }
        state.findings.append(finding)
      }
      let next = Self.take(&state, &place, count)
      return (next, state.findings.count == Self.batch || (next == nil && state.active == 0))
    }
    if rings { bell.send(()) }
    return next
  }
}
