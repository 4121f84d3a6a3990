public import Platform
import Sockets

/// Looks many names up, each different one once, on as many threads as help.
public struct BulkLookup: Sendable {
  public var list: BulkList
  /// The question of every name; its own name is not used.
  public var question: ResolveQuestion
  /// How many at once; nil to find out.
  public var jobs: Int?
  /// Whether answers come in the order of the lines.
  public var isOrdered: Bool
  public var system: NameSystem

  public init(
    _ list: BulkList, question: ResolveQuestion, system: NameSystem, jobs: Int? = nil,
    isOrdered: Bool = false
  ) {
    self.list = list
    self.question = question
    self.jobs = jobs
    self.isOrdered = isOrdered
    self.system = system
  }

  /// How far it is.
  public struct State: Sendable {
    public var done: Int
    public var total: Int
    public var elapsed: Duration
  }

  /// Descriptors for the loop, the three standard streams and what libraries keep.
  private static let ownDescriptors = 16

  /// Looks up on the calling thread's loop and hands the answers over in batches.
  ///
  /// Answers also with the signal that ended it before its time. Throws where the system has no
  /// descriptor for the loop.
  public func run(
    _ hand: ([BulkAnswer]) -> Void, progress: (State) -> Void
  ) throws(SystemError) -> (summary: BulkSummary, signal: Int32?) {
    let limit = DescriptorLimit.raise()
    let loop = try EventLoop()
    return withoutActuallyEscaping(hand) { hand in
      withoutActuallyEscaping(progress) { progress in
        let (hand, progress) = (Confined(hand), Confined(progress))
        let summary = loop.run(interruption: .bySignals) { loop in
          await drive(on: loop, cap(limit), { hand.value($0) }, { progress.value($0) })
        }
        return (summary, loop.interruptedBy)
      }
    }
  }

  /// Each look-up needs a socket for each name server it comes to, and one more: for the hosts file,
  /// then for the list of our addresses, then for choosing sources.
  private var descriptorsEach: Int { max(1, system.resolver.servers.count) + 1 }

  private func cap(_ descriptors: Int) -> Int {
    max(1, (descriptors - Self.ownDescriptors) / descriptorsEach)
  }

  private func drive(
    on loop: EventLoop, _ cap: Int, _ hand: @Sendable ([BulkAnswer]) -> Void,
    _ progress: @Sendable (State) -> Void
  ) async -> BulkSummary {
    let start = Instant.now
    let usedAtStart = ProcessTime.used
    let (names, places) = (list.names, list.places)
    let bell = Mailbox<Void>(on: loop)
    let most = min(cap, jobs ?? PoolSizing.most, places.count)
    loop.reserveDescriptors(Self.ownDescriptors + most * descriptorsEach)
    let pool = LookupPool(
      count: places.count, isFixed: jobs != nil, bell: bell,
      inquiry: BulkInquiry(question: question, system: system)
    ) { index in names[Int(places[index][0])] }
    var sizing = PoolSizing(fixed: jobs, cap: cap, processors: DetachedThread.processorCount)
    var summary = BulkSummary()
    summary.names = names.count
    summary.distinct = places.count
    var queue = AnswerQueue(isOrdered: isOrdered)
    var last = start
    var open = places.count
    // Since when the system has had no thread for anybody.
    var idleSince: Instant?
    while open > 0, !Task.isCancelled {
      do throws(SystemError) {
        try pool.grow(to: sizing.size, cap: cap)
        idleSince = nil
      } catch {
        sizing.shrink(to: pool.active)
        idleSince = pool.active > 0 ? nil : idleSince ?? .now
        if let idleSince, .now - idleSince >= question.limit { pool.abandonQueue(error) }
      }
      summary.jobs = max(summary.jobs, sizing.size)
      _ = try? await bell.receive(by: .after(min(sizing.patience, question.limit)))
      let batch = pool.collect(limit: question.limit, lateness: sizing.lateness)
      if batch.withoutDescriptor > 0 { sizing.shrink(to: sizing.size * 3 / 4) }
      sizing.note(refusals: batch.refusals)
      summary.askedTwice += batch.askedTwice
      for finding in batch.findings {
        open -= 1
        sizing.note(finding.elapsed)
        for place in places[finding.index] {
          let answer = BulkAnswer(
            place: Int(place), name: names[Int(place)], family: question.family, finding: finding)
          summary.count(answer)
          queue.add(answer)
        }
      }
      queue.hand(over: hand)
      let now = Instant.now
      sizing.adjust(
        after: now - last, used: ProcessTime.used - usedAtStart, isQueued: pool.isQueued)
      last = now
      progress(State(done: queue.added, total: names.count, elapsed: now - start))
    }
    pool.end()
    queue.handOverRest(hand)
    summary.interrupted = names.count - queue.added
    summary.elapsed = .now - start
    return summary
  }
}

/// Answers on their way out: as they come, or in the order of their lines.
private struct AnswerQueue {
  private let isOrdered: Bool
  private var ready: [BulkAnswer] = []
  private var early: [Int: BulkAnswer] = [:]
  private var due = 0
  private(set) var added = 0

  init(isOrdered: Bool) { self.isOrdered = isOrdered }

  mutating func add(_ answer: BulkAnswer) {
    added += 1
    guard isOrdered else {
      ready.append(answer)
      return
    }
    early[answer.place] = answer
    while let next = early.removeValue(forKey: due) {
      ready.append(next)
      due += 1
    }
  }

  mutating func hand(over hand: ([BulkAnswer]) -> Void) {
    guard !ready.isEmpty else { return }
    hand(ready)
    ready.removeAll(keepingCapacity: true)
  }

  /// After an interruption: also what waits for an earlier line, in order.
  mutating func handOverRest(_ hand: ([BulkAnswer]) -> Void) {
    ready += early.values.sorted { $0.place < $1.place }
    self.hand(over: hand)
  }
}
