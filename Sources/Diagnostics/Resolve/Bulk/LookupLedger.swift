import Platform
import Sockets

/// Which name of many is looked up next, and which answer stands: the books of a `LookupPool`.
///
/// A look-up may come to nothing because so many ran at once. Forwarders refuse what goes beyond
/// their limit (dnsmasq's is 150), and the buffer of a name server on the same machine holds 277
/// questions, where 512 threads send 1,024. So a name is asked a second time, at the end, by few:
///
/// - where a name server failed for it while others were answered. It is held back until then.
/// - where its look-up takes far longer than those of others: the C library repeats a lost question
///   after 5 s only. The first look-up goes on beside the second, and what comes first stands. Until
///   then another thread does the work of the one that waits. Where the second is late as well, there
///   may be a third and a fourth.
///
/// Moments are told by the caller, so that nothing here depends on a clock.
struct LookupLedger {
  private struct Running {
    var index: Int
    var start: Instant
    /// What is known of the name, while the family that it lacks is asked for.
    var known: LookupOutcome?
    var openFamily: AddressFamily?
    /// Whether nobody waits for it any longer.
    var isAbandoned = false
    /// Whether another thread works in its place, and its name is asked again.
    var isLate = false
    /// Whether it asks again for a name whose first look-up is late.
    var isRepeat = false
  }

  /// A name whose first look-up is late and still runs.
  private struct Late {
    /// How often it was asked or is about to be.
    var asked = 1
    /// Whether a repeat has brought what stands.
    var isSettled = false
  }

  /// What has come since the last look.
  struct Batch {
    var findings: [BulkFinding] = []
    /// Names that this process had no descriptor for.
    var withoutDescriptor = 0
    /// Names that a name server failed for, and that are asked once more.
    var refusals = 0
    /// Names that were asked more than once.
    var askedTwice = 0
  }

  private let count: Int
  /// Whether as many as wanted run and never more, those included that are late.
  private let isFixed: Bool
  private let start: Instant
  private var next = 0
  /// Names to be asked again, because a descriptor was missing.
  private var again: [Int] = []
  private var attempts: [Int: Int] = [:]
  /// What failed at a name server, to be asked once more.
  private var held: [BulkFinding] = []
  private var heldSilent = 0
  private var late: [Int: Late] = [:]
  /// Late names that wait for their next look-up.
  private var waiting: [Int] = []
  /// Names that have had their second chance, or will.
  private var isRetried: Set<Int> = []
  private var batch = Batch()
  private var running: [Running?] = []
  private var freePlaces: [Int] = []
  /// Whether any name server answers anything.
  private var hasAnswers = false
  private var wanted = 0
  private var isOver = false

  /// Threads that count: those that are neither abandoned nor late.
  private(set) var active = 0
  private var abandoned = 0
  private var lagging = 0

  /// Answers that wake the collector before its time.
  private static let plenty = 128
  /// How often a name that lacked a descriptor is tried again.
  private static let mostAttempts = 500
  /// So few at once overload nobody: what fails again then is the name's own.
  private static let modest = 32
  /// How often a late name is asked in all.
  private static let mostAsked = 4

  /// - Parameters:
  ///   - count: names are the numbers below it.
  ///   - isFixed: whether the user has said how many run at once.
  ///   - start: when the work begins.
  init(count: Int, isFixed: Bool = false, start: Instant) {
    self.count = count
    self.isFixed = isFixed
    self.start = start
  }

  /// Whether names wait that nobody looks up yet, other than those for a second time.
  var isQueued: Bool { next < count || !again.isEmpty }

  // MARK: The collector's side

  /// Makes room for threads up to `wanted`, all of them with those left behind at most `cap`, and
  /// counts them as active.
  mutating func grow(to wanted: Int, cap: Int) -> Int {
    self.wanted = wanted
    var names = count - next + again.count
    var wanted = wanted
    if names == 0, hasAnswers {
      names = held.count + waiting.count
      wanted = min(wanted, Self.modest)
    }
    if isFixed { wanted = min(wanted, self.wanted - lagging) }
    let room = min(wanted - active, cap - active - abandoned - lagging)
    let missing = max(0, min(room, names))
    active += missing
    return missing
  }

  /// Takes back what `grow` promised, where the system had no thread.
  mutating func miss(_ threads: Int) { active -= threads }

  /// Gives up every name that nobody looks up yet.
  mutating func abandonQueue(_ outcome: LookupOutcome) {
    for index in again + Array(next..<count) {
      batch.findings.append(BulkFinding(index: index, any: outcome))
    }
    next = count
    again = []
  }

  /// Takes what has come, gives up what has run for longer than `limit`, and leaves what has for
  /// longer than `lateness` to itself; nil where no look-up is late.
  mutating func collect(limit: Duration, lateness: Duration?, at now: Instant) -> Batch {
    for place in running.indices {
      guard let entry = running[place], !entry.isAbandoned else { continue }
      let elapsed = now - entry.start
      if elapsed >= limit {
        abandon(entry, at: place, after: elapsed)
      } else if let lateness, elapsed >= lateness {
        leaveBehind(entry, at: place)
      }
    }
    // Where nobody answers, asking once more is of no use.
    let isExhausted = active == 0 && !isQueued
    if !hasAnswers, isExhausted || now - start >= LookupFacts.patience {
      batch.findings += held
      held = []
    }
    defer { batch = Batch() }
    return batch
  }

  private mutating func abandon(_ entry: Running, at place: Int, after elapsed: Duration) {
    running[place]?.isAbandoned = true
    if entry.isLate { lagging -= 1 } else { active -= 1 }
    abandoned += 1
    if entry.isRepeat { return }
    if late.removeValue(forKey: entry.index)?.isSettled != true {
      batch.findings.append(Self.overdue(entry, after: elapsed))
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

  /// Lets another thread do the work of one that waits, and its name be asked again. Only where
  /// others are answered, and not for more than would do all the work.
  private mutating func leaveBehind(_ entry: Running, at place: Int) {
    guard hasAnswers, !entry.isLate, !isQueued || !isFixed && lagging < PoolSizing.most else {
      return
    }
    if entry.isRepeat {
      guard let first = late[entry.index], !first.isSettled, first.asked < Self.mostAsked else {
        return
      }
    } else {
      guard isRetried.insert(entry.index).inserted else { return }
    }
    running[place]?.isLate = true
    active -= 1
    lagging += 1
    late[entry.index, default: Late()].asked += 1
    waiting.append(entry.index)
  }

  /// Lets no thread take another name.
  mutating func end() { isOver = true }

  // MARK: A thread's side

  /// A place for a new thread.
  mutating func enter() -> Int {
    if let free = freePlaces.popLast() { return free }
    running.append(nil)
    return running.count - 1
  }

  /// The next name for the thread at a place; nil where it is to end.
  mutating func take(at place: Int, _ now: Instant) -> Int? {
    guard let next = isOver || active > wanted ? nil : nextRunning(now) else {
      active -= 1
      running[place] = nil
      freePlaces.append(place)
      return nil
    }
    running[place] = next
    return next.index
  }

  private mutating func nextRunning(_ now: Instant) -> Running? {
    if next < count {
      next += 1
      return Running(index: next - 1, start: now)
    }
    if let index = again.popLast() { return Running(index: index, start: now) }
    guard hasAnswers, active <= Self.modest else { return nil }
    if let finding = held.popLast() {
      batch.askedTwice += 1
      // What the first took counts against the limit.
      return Running(index: finding.index, start: now + (.zero - finding.elapsed))
    }
    while let index = waiting.popLast() {
      // Its first look-up may have come back.
      guard let first = late[index], !first.isSettled else { continue }
      if first.asked == 2 { batch.askedTwice += 1 }
      return Running(index: index, start: now, isRepeat: true)
    }
    return nil
  }

  /// Notes what is known of a name whose other family is asked for now.
  mutating func note(_ known: LookupOutcome, asking family: AddressFamily, at place: Int) {
    running[place]?.known = known
    running[place]?.openFamily = family
  }

  /// Leaves what was found.
  mutating func leave(_ finding: BulkFinding, at place: Int, _ now: Instant) {
    guard let entry = running[place] else { return }
    // A thread that was left behind counts again, if there is still need of it.
    if entry.isAbandoned {
      abandoned -= 1
      active += 1
      return
    }
    if entry.isLate {
      lagging -= 1
      active += 1
    }
    if entry.isRepeat {
      // A failure says nothing: the first may yet be answered.
      guard late[entry.index]?.isSettled == false, finding.failure == nil else { return }
      late[entry.index]?.isSettled = true
      batch.findings.append(finding)
    } else if late.removeValue(forKey: entry.index)?.isSettled != true {
      put(finding, now)
    }
  }

  /// Whether the collector should look now: there is much, or no more to come.
  func rings(after next: Int?) -> Bool {
    batch.findings.count == Self.plenty || (next == nil && active == 0)
  }

  /// Sorts a finding in: it stands, or its name is asked again.
  private mutating func put(_ finding: BulkFinding, _ now: Instant) {
    switch finding.failure {
    case .descriptors where attempts[finding.index, default: 0] < Self.mostAttempts:
      attempts[finding.index, default: 0] += 1
      again.append(finding.index)
      batch.withoutDescriptor += 1
    case .refusal where isHopeful(now) && isRetried.insert(finding.index).inserted:
      held.append(finding)
      batch.refusals += 1
    case .silence where mayHoldSilent && isRetried.insert(finding.index).inserted:
      held.append(finding)
      heldSilent += 1
    case nil:
      if finding.any.isAnswered { hasAnswers = true }
      batch.findings.append(finding)
    case .descriptors, .refusal, .silence:
      batch.findings.append(finding)
    }
  }

  /// Whether names are answered, or may yet be: a server's refusals come before its first answer.
  private func isHopeful(_ now: Instant) -> Bool {
    hasAnswers || now - start < LookupFacts.patience
  }

  /// Asking again takes as long once more, so it is done for as many as can be asked at once.
  private var mayHoldSilent: Bool { hasAnswers && heldSilent < Self.modest }
}
