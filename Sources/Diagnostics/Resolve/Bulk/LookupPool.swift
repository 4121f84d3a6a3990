import Platform
import Sockets

/// Threads that do nothing but call getaddrinfo, for many names.
///
/// A thread whose look-up is overdue is left to itself; its place goes to a new one, and when it
/// comes back, what it brings is dropped. All books are behind one lock, which a thread takes once a
/// name: to leave an answer and to take the next name.
final class LookupPool: Sendable {
  private let ledger: Locked<LookupLedger>
  private let names: @Sendable (Int) -> String
  private let inquiry: BulkInquiry
  private let bell: Mailbox<Void>
  private let start: Instant

  /// - Parameters:
  ///   - isFixed: whether the user has said how many run at once.
  ///   - names: each name by its number, below `count`.
  ///   - bell: rung when there is much to collect, and at the end.
  init(
    count: Int, isFixed: Bool = false, bell: Mailbox<Void>, inquiry: BulkInquiry,
    names: @escaping @Sendable (Int) -> String
  ) {
    start = .now
    ledger = Locked(LookupLedger(count: count, isFixed: isFixed, start: start))
    self.bell = bell
    self.inquiry = inquiry
    self.names = names
  }

  /// Whether names wait that nobody looks up yet, other than those for a second time.
  var isQueued: Bool { ledger.withLock { $0.isQueued } }

  /// The threads that run and count.
  var active: Int { ledger.withLock { $0.active } }

  // MARK: The collector's side

  /// Starts threads up to `wanted`, all of them with those left behind at most `cap`. Throws where
  /// the system has no more threads.
  func grow(to wanted: Int, cap: Int) throws(SystemError) {
    let missing = ledger.withLock { $0.grow(to: wanted, cap: cap) }
    for started in 0..<missing {
      do throws(SystemError) {
        try DetachedThread.start { self.work() }
      } catch {
        ledger.withLock { $0.miss(missing - started) }
        throw error
      }
    }
  }

  /// Gives up every name that nobody looks up yet: the system has no thread for them.
  func abandonQueue(_ error: SystemError) {
    let outcome = LookupOutcome(.failure(LookupError(.system(error))), elapsed: .now - start)
    ledger.withLock { $0.abandonQueue(outcome) }
  }

  /// Takes what has come, and gives up what has run for longer than `limit`.
  ///
  /// - Parameter lateness: from when on a name is asked a second time; nil for never.
  func collect(limit: Duration, lateness: Duration? = nil) -> LookupLedger.Batch {
    let now = Instant.now
    return ledger.withLock { $0.collect(limit: limit, lateness: lateness, at: now) }
  }

  /// Lets no thread take another name.
  func end() { ledger.withLock { $0.end() } }

  // MARK: A thread's side

  private func work() {
    NameLookup.joinBatch()
    let (place, first) = ledger.withLock { ledger in
      let place = ledger.enter()
      return (place, ledger.take(at: place, .now))
    }
    var index = first
    while let current = index { index = leave(lookUp(current, place), place) }
  }

  private func lookUp(_ index: Int, _ place: Int) -> BulkFinding {
    let name = names(index)
    var finding = BulkFinding(index: index, any: Self.ask(inquiry.request(name)))
    if let family = inquiry.openFamily(name, finding.any) {
      ledger.withLock { $0.note(finding.any, asking: family, at: place) }
      finding.other = .init(family: family, outcome: Self.ask(inquiry.request(name, family)))
    }
    return finding
  }

  private static func ask(_ request: NameLookup.Request) -> LookupOutcome {
    let start = Instant.now
    let result = NameLookup.addressesNow(request)
    return LookupOutcome(result, elapsed: .now - start)
  }

  /// Leaves what was found and takes the next name.
  private func leave(_ finding: BulkFinding, _ place: Int) -> Int? {
    let now = Instant.now
    let (next, rings) = ledger.withLock { ledger -> (Int?, Bool) in
      ledger.leave(finding, at: place, now)
      let next = ledger.take(at: place, now)
      return (next, ledger.rings(after: next))
    }
    if rings { bell.send(()) }
    return next
  }
}
