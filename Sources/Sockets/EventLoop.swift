public import Platform
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One thread's input and output, and the executor of the tasks that wait for it.
///
/// `run` turns the calling thread into the loop until its body has returned. Everything the body
/// awaits runs on that one thread: child tasks, actors, sockets. So state that only tasks of one
/// loop touch needs no lock. Three things would leave the thread and start Dispatch's: `Task {}`,
/// `Task.detached` and `Task.sleep`; use child tasks, `spawn` and `sleep(until:)` instead.
///
/// A class, because tasks and sockets share it. What is not atomic or locked is confined to the
/// loop's thread, and entries say so with `precondition(isCurrent)`.
@safe
public final class EventLoop: TaskExecutor, @unchecked Sendable {
  /// Bytes in the buffer that reads lend: the most that one read brings. A quarter of this costs a
  /// bulk transfer four times the calls, and a tenth of its speed.
  public static let scratchSize = 256 * 1024

  // Confined to the loop's thread.
  let poller: Poller
  var slots = SlotTable()
  var timers = TimerHeap()
  let scratch: UnsafeMutableRawBufferPointer
  private var jobs = JobQueue()
  /// Watched connections that have more to do than one call did.
  private var unfinished: [Registration] = []
  private var rootHasEnded = false
  var busyWait: BusyWait?

  // Shared.
  let inbox: LoopInbox
  private let thread = Atomic<UInt>(0)

  // Tokens of the loop's own descriptors; slots have generations below.
  private static let inboxToken = UInt64.max
  private static let signalToken = UInt64.max - 1

  public init() throws(SystemError) {
    let poller = try Poller()
    let inbox = try LoopInbox()
    try poller.add(inbox.raw, token: Self.inboxToken)
    self.poller = poller
    self.inbox = inbox
    unsafe scratch = .allocate(byteCount: Self.scratchSize, alignment: 64)
  }

  deinit { unsafe scratch.deallocate() }

  /// Whether the caller runs on the loop's thread.
  public var isCurrent: Bool {
    thread.load(ordering: .relaxed) == Self.thisThread
  }

  /// From now on asks for events for up to 50 µs before it sleeps, wherever that pays: for servers,
  /// whose clients are quicker with their next word than the kernel is to wake a thread. Not where
  /// there is but one processor, which the client needs.
  public func waitBusily() {
    precondition(isCurrent, "how a loop waits is its own thread's affair")
    if Parallel.hasTwoProcessors { busyWait = BusyWait() }
  }

  // MARK: Running

  /// Which signals end a run.
  public enum Interruption: Sendable {
    /// SIGINT and SIGTERM: the first cancels the root task, the second ends the process by it.
    case bySignals
    /// None: signals do what they did before.
    case none
  }

  /// The signal that cancelled the root task; nil while none has. Whoever ends the process after it
  /// passes it to `ProcessEnd.raise`.
  public private(set) var interruptedBy: Int32?

  /// Called on the loop with the first signal, before the root task is cancelled.
  public var onInterruption: (@Sendable (Int32) -> Void)?

  /// Runs `body` on this thread as the root task, with all that it awaits, until it returns. Tasks
  /// from `spawn` that still wait then are left behind.
  public func run<Value: Sendable>(
    interruption: Interruption = .none,
    _ body: @escaping @Sendable (EventLoop) async -> Value
  ) -> Value {
    precondition(thread.load(ordering: .relaxed) == 0, "the loop runs already")
    thread.store(Self.thisThread, ordering: .relaxed)
    defer { thread.store(0, ordering: .relaxed) }
    rootHasEnded = false
    let answer = Locked<Value?>(Optional<Value>.none)
    let root = Task(executorPreference: self) {
      let value = await body(self)
      answer.withLock { $0 = value }
      self.rootHasEnded = true
    }
    switch interruption {
    case .bySignals: turnWithSignals { root.cancel() }
    case .none: turn(signals: nil) {}
    }
    guard let value = answer.withLock({ $0.take() }) else {
      preconditionFailure("the root task ended without an answer")
    }
    return value
  }

  /// A task beside the root task, on this loop; cancelling the root leaves it alone.
  @discardableResult
  public func spawn(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: self) { await body() }
  }

  private func turnWithSignals(_ cancelRoot: () -> Void) {
    let signals = [SIGINT, SIGTERM]
    SignalMask.block(signals)
    defer { SignalMask.unblock(signals) }
    do throws(SystemError) {
      let source = try SignalSource(signals)
      try poller.add(source.raw, token: Self.signalToken)
      defer { poller.remove(source.raw) }
      turn(signals: { source.next() }, cancelRoot)
    } catch {
      // Without descriptors for it, signals do what they do by default.
      SignalMask.unblock(signals)
      turn(signals: nil, cancelRoot)
    }
  }

  private func turn(signals: (() -> Int32?)?, _ cancelRoot: () -> Void) {
    let executor = unsafe asUnownedTaskExecutor()
    while true {
      // Bounded, so that tasks that only yield to each other do not starve the sockets.
      var budget = 4096
      while budget > 0, let job = jobs.pop() {
        unsafe job.runSynchronously(on: executor)
        budget -= 1
      }
      if rootHasEnded { return }
      let now = Instant.now
      let mayRest = jobs.isEmpty && unfinished.isEmpty
      let deadline =
        mayRest ? timers.first.map { Deadline(at: $0.instant) } ?? .never : Deadline(at: now)
      let left = takeUnfinished()
      poll(until: deadline, from: now) {
        while let number = signals?() { interrupt(number, cancelRoot) }
      }
      for registration in left { goOn(registration) }
      if timers.count > 0 { fireTimers() }
    }
  }

  private func poll(until deadline: Deadline, from now: Instant, _ readSignals: () -> Void) {
    let count: Int
    do throws(SystemError) {
      count = try waitForEvents(until: deadline, from: now)
    } catch {
      preconditionFailure("the poller failed: \(error)")
    }
    for index in 0..<count {
      switch poller.token(index) {
      case Self.inboxToken: readInbox()
      case Self.signalToken: readSignals()
      case let token: deliver(poller.readiness(index), to: Registration(token: token))
      }
    }
  }

  /// How many events there are, by the deadline at the latest.
  private func waitForEvents(
    until deadline: Deadline, from now: Instant
  ) throws(SystemError) -> Int {
    if deadline.instant > now, busyWait?.attempts() == true {
      let end = min(deadline.instant, now + BusyWait.patience)
      repeat {
        let count = try poller.wait(until: Deadline(at: now), from: now)
        if count > 0 {
          busyWait?.ended(withEvents: true)
          return count
        }
      } while .now < end
      busyWait?.ended(withEvents: false)
    }
    return try poller.wait(until: deadline, from: now)
  }

  private func interrupt(_ number: Int32, _ cancelRoot: () -> Void) {
    if interruptedBy != nil { ProcessEnd.raise(number) }
    interruptedBy = number
    onInterruption?(number)
    cancelRoot()
  }

  func deliver(_ readiness: Readiness, to registration: Registration) {
    // An event of this turn may be for a socket that an earlier one closed.
    guard slots.holds(registration) else { return }
    slots.markReady(registration.slot, readiness)
    if slots.isWatched(registration.slot) {
      // One that is called in this turn anyway is not called twice.
      if !slots.isUnfinished(registration.slot) { call(registration) }
      return
    }
    if !readiness.isDisjoint(with: .forReading) {
      resume(registration.slot, .reading, .ready)
    }
    if !readiness.isDisjoint(with: .forWriting) {
      resume(registration.slot, .writing, .ready)
    }
  }

  // MARK: Watchers

  private func call(_ registration: Registration) {
    guard let watcher = slots.watcher(registration.slot), watcher.becameReady() else { return }
    callLater(registration)
  }

  /// Has the watcher of a registration called in the next turn.
  func callLater(_ registration: Registration) {
    guard slots.holds(registration), !slots.isUnfinished(registration.slot) else { return }
    slots.setUnfinished(registration.slot, true)
    unfinished.append(registration)
  }

  private func takeUnfinished() -> [Registration] {
    if unfinished.isEmpty { return [] }
    defer { unfinished.removeAll(keepingCapacity: true) }
    return unfinished
  }

  private func goOn(_ registration: Registration) {
    guard slots.holds(registration) else { return }
    slots.setUnfinished(registration.slot, false)
    call(registration)
  }

  // MARK: Waiters

  func resume(_ slot: Int32, _ direction: Direction, _ wake: Wake) {
    guard let (waiter, timer) = unsafe slots.end(slot, direction) else { return }
    if timer >= 0 { timers.remove(at: Int(timer), slots) }
    unsafe waiter.resume(returning: wake)
  }

  private func fireTimers() {
    let now = Instant.now
    while let entry = timers.first, entry.instant <= now {
      resume(entry.slot, entry.direction, .timedOut)
    }
  }

  // MARK: Jobs

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      jobs.push(job)
    } else {
      inbox.leave { $0.jobs.append(job) }
    }
  }

  private func readInbox() {
    let found = inbox.take()
    for job in found.jobs { jobs.push(job) }
    for (registration, direction, number) in found.cancellations {
      cancel(registration, direction, number)
    }
    for registration in found.wakes { deliver(.woken, to: registration) }
    for (registration, descriptor) in found.retired {
      retire(registration, closing: descriptor)
    }
  }
}
