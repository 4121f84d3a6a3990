import Platform

/// How many look-ups run at once: as many as are needed so that the processors never wait for the
/// network, and no more.
///
/// A look-up of 20 ms that costs 80 µs of processor time leaves room for 249 others on each
/// processor. What a look-up takes is read from the quickest quarter, for the others may have waited
/// for a processor; and a larger pool is kept only where it got more done.
struct PoolSizing: Sendable {
  /// Where it starts: with a name server in the same house that is enough.
  static let initial = 32
  /// Beyond this no measurement was better: over 20 ms on two processors 400, 512, 700 and 1,000
  /// threads asked between 11,000 and 11,500 names a second. Beside others who want the processors,
  /// 1,000 took three times as long as 512.
  static let most = 512

  /// The number that may run now.
  private(set) var size: Int
  private var cap: Int
  private let processors: Int
  private let isFixed: Bool
  private var latencies: [Duration] = []
  private var completed = 0
  /// Since the last change of size.
  private var sinceChange = Duration.zero
  private var completedSinceChange = 0
  private var rateBeforeChange = 0.0
  private var isSettled = false
  /// Names that a server failed for, and all that came back, since that was last judged.
  private var refused = 0
  private var judged = 0

  /// How long a size is tried before it is judged.
  private static let trial = Duration.milliseconds(50)
  /// How often answers are collected.
  private static let interval = Duration.milliseconds(5)
  /// How long nothing may come before twice as many are started.
  private static let silence = Duration.milliseconds(1)
  private static let worthwhileGain = 1.1
  /// What takes less is never called late: a name may come from far away.
  private static let hesitation = Duration.milliseconds(250)
  /// How many must have come back before a share of them says something.
  private static let sample = 64
  /// What a look-up costs until that is measured: starting threads would count as look-ups.
  private static let usualCost = Duration.microseconds(70)
  /// Answers come in bursts; over 20 ms half as many threads again asked 15 % more.
  private static let headroom = 1.5

  /// - Parameters:
  ///   - fixed: the number that the user asked for; nil for `auto`.
  ///   - cap: as many as file descriptors allow.
  init(fixed: Int?, cap: Int, processors: Int) {
    isFixed = fixed != nil
    self.cap = max(1, min(cap, fixed ?? Self.most))
    self.processors = processors
    size = min(fixed ?? Self.initial, self.cap)
  }

  mutating func note(_ latency: Duration) {
    completed += 1
    judged += 1
    completedSinceChange += 1
    if latencies.count < Self.sample {
      latencies.append(latency)
    } else {
      latencies[completed % Self.sample] = latency
    }
  }

  /// Name servers failed for names while they answer others: one in four, and there are too many at
  /// once. Fewer are names that fail by themselves.
  mutating func note(refusals: Int) {
    refused += refusals
    judged += refusals
    guard judged >= Self.sample else { return }
    if !isFixed, refused * 4 >= judged { shrink(to: max(Self.initial, size / 2)) }
    (refused, judged) = (0, 0)
  }

  /// From when on a look-up takes too long to be one of the others'; nil while too few are known.
  var lateness: Duration? {
    latencies.count < Self.sample ? nil : max(Self.hesitation, quickLatency * 4)
  }

  /// When to look again: soon, as long as nothing has come.
  var patience: Duration { completed == 0 && size < cap ? Self.silence : Self.interval }

  /// Looks at what has happened.
  ///
  /// - Parameters:
  ///   - elapsed: since the last look.
  ///   - used: the processor time of the whole process since its start of work; asked for only
  ///     where it decides, for the kernel adds up all threads.
  ///   - isQueued: whether names wait for a free place.
  mutating func adjust(
    after elapsed: Duration, used: @autoclosure () -> Duration, isQueued: @autoclosure () -> Bool
  ) {
    sinceChange += elapsed
    guard !isFixed, size < cap, !isSettled, isQueued() else { return }
    guard completed > 0 else {
      if refused == 0, sinceChange >= Self.silence { change(to: size * 2) }
      return
    }
    let rate = Double(completedSinceChange) / sinceChange.inSeconds
    if rateBeforeChange > 0 {
      guard sinceChange >= Self.trial else { return }
      if rate < rateBeforeChange * Self.worthwhileGain {
        isSettled = true
        return
      }
    }
    let cost = completed < 256 ? Self.usualCost : used() / completed
    let useful =
      Self.headroom * Double(processors) * quickLatency.inSeconds / max(cost.inSeconds, 1e-6)
    guard useful > Double(size) * Self.worthwhileGain else { return }
    rateBeforeChange = rate
    change(to: Int(useful.rounded(.up)))
  }

  /// The system refused a thread or a descriptor at this size.
  mutating func shrink(to limit: Int) {
    cap = max(1, min(cap, limit))
    size = min(size, cap)
  }

  private mutating func change(to wanted: Int) {
    size = min(wanted, cap)
    sinceChange = .zero
    completedSinceChange = 0
  }

  /// What a look-up takes that waited for the network alone: the quickest quarter stays below it.
  private var quickLatency: Duration {
    latencies.sorted()[latencies.count / 4]
  }
}
