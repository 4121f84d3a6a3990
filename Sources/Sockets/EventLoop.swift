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
  /// Bytes in the buffer that reads lend: the most that a TCP read or a datagram brings.
  public static let scratchSize = 65536

  // Confined to the loop's thread.
  let poller: Poller
  var slots = SlotTable()
  let scratch: UnsafeMutableRawBufferPointer
  private var timers = TimerHeap()
  private var jobs = JobQueue()
  private var rootHasEnded = false

  // Shared.
  private let waker: Waker
  private let thread = Atomic<UInt>(0)
  private let inbox = Locked(Inbox())

  /// What other threads leave for the loop.
  private struct Inbox {
    var jobs: [UnownedJob] = []
    var cancellations: [(Registration, Direction, UInt32)] = []
    var wakes: [Registration] = []
    var retired: [(Registration, Int32)] = []
    /// Whether the loop has been woken for what is here already.
    var isAnnounced = false
  }

  // Tokens of the loop's own descriptors; slots have generations below.
  private static let inboxToken = UInt64.max
  private static let signalToken = UInt64.max - 1

  public init() throws(SystemError) {
    let poller = try Poller()
    let waker = try Waker()
    try poller.add(waker.raw, token: Self.inboxToken)
    self.poller = poller
    self.waker = waker
    unsafe scratch = .allocate(byteCount: Self.scratchSize, alignment: 64)
  }

  deinit {
    closeRetired()
    unsafe scratch.deallocate()
  }

  /// Whether the caller runs on the loop's thread.
  public var isCurrent: Bool {
    thread.load(ordering: .relaxed) == Self.thisThread
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
      let deadline =
        jobs.isEmpty ? timers.first.map { Deadline(at: $0.instant) } ?? .never : Deadline(at: now)
      poll(until: deadline, from: now) {
        while let number = signals?() { interrupt(number, cancelRoot) }
      }
      if timers.count > 0 { fireTimers() }
    }
  }

  private func poll(until deadline: Deadline, from now: Instant, _ readSignals: () -> Void) {
    let count: Int
    do throws(SystemError) {
      count = try poller.wait(until: deadline, from: now)
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

  private func interrupt(_ number: Int32, _ cancelRoot: () -> Void) {
    if interruptedBy != nil { ProcessEnd.raise(number) }
    interruptedBy = number
    onInterruption?(number)
    cancelRoot()
  }

  private func deliver(_ readiness: Readiness, to registration: Registration) {
    // An event of this turn may be for a socket that an earlier one closed.
    guard slots.holds(registration) else { return }
    slots.markReady(registration.slot, readiness)
    if !readiness.isDisjoint(with: .forReading) {
      resume(registration.slot, .reading, .ready)
    }
    if !readiness.isDisjoint(with: .forWriting) {
      resume(registration.slot, .writing, .ready)
    }
  }

  private func resume(_ slot: Int32, _ direction: Direction, _ wake: Wake) {
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
      leave { $0.jobs.append(job) }
    }
  }

  // MARK: From other threads

  private func leave(_ change: (inout Inbox) -> Void) {
    let mustWake = inbox.withLock { inbox in
      change(&inbox)
      defer { inbox.isAnnounced = true }
      return !inbox.isAnnounced
    }
    if mustWake { waker.wake() }
  }

  private func readInbox() {
    waker.clear()
    let found = inbox.withLock { inbox in
      defer { inbox = Inbox() }
      return inbox
    }
    for job in found.jobs { jobs.push(job) }
    for (registration, direction, number) in found.cancellations {
      cancel(registration, direction, number)
    }
    for registration in found.wakes { deliver(.woken, to: registration) }
    for (registration, descriptor) in found.retired { retireHere(registration, descriptor) }
  }

  private func closeRetired() {
    for (_, descriptor) in inbox.withLock({ $0.retired }) where descriptor >= 0 {
      SystemCalls.closeDescriptor(descriptor)
    }
  }

  // MARK: Waiting

  /// A place for wakes and deadlines alone.
  func registerPlace() -> Registration {
    precondition(isCurrent, "sockets, mailboxes and waits are made on their loop")
    return slots.claim()
  }

  /// A place for a descriptor.
  func register(_ descriptor: Int32) throws(SystemError) -> Registration {
    let registration = registerPlace()
    do throws(SystemError) {
      try poller.add(descriptor, token: registration.token)
    } catch {
      slots.free(registration)
      throw error
    }
    return registration
  }

  /// Ends a registration and closes its descriptor, from any thread. Waits for it are resumed.
  func retire(_ registration: Registration, closing descriptor: Int32?) {
    if isCurrent {
      retireHere(registration, descriptor ?? -1)
    } else {
      leave { $0.retired.append((registration, descriptor ?? -1)) }
    }
  }

  private func retireHere(_ registration: Registration, _ descriptor: Int32) {
    resume(registration.slot, .reading, .ready)
    resume(registration.slot, .writing, .ready)
    slots.free(registration)
    // Closing takes the descriptor out of the poller.
    if descriptor >= 0 { SystemCalls.closeDescriptor(descriptor) }
  }

  /// Ends a wait for reading, this one or the next, from any thread.
  func wake(_ registration: Registration) {
    if isCurrent {
      deliver(.woken, to: registration)
    } else {
      leave { $0.wakes.append(registration) }
    }
  }

  /// Forgets the wakes so far.
  func clearWake(_ registration: Registration) {
    slots.clearReady(registration.slot, .woken)
  }

  /// Waits for a side of a registered descriptor to become ready; not at all where an event came
  /// since its readiness was last cleared.
  nonisolated(nonsending) func wait(
    _ registration: Registration, _ direction: Direction, by deadline: Deadline
  ) async -> Wake {
    let number = slots.nextWait(registration.slot, direction)
    return await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { (waiter: UnsafeContinuation<Wake, Never>) in
        precondition(isCurrent, "waits belong to tasks of the loop")
        if Task.isCancelled {
          unsafe waiter.resume(returning: .cancelled)
          return
        }
        if slots.isReady(registration.slot, direction == .reading ? .forReading : .forWriting) {
          unsafe waiter.resume(returning: .ready)
          return
        }
        unsafe slots.begin(registration.slot, direction, waiter)
        if !deadline.isNever {
          timers.insert(
            .init(instant: deadline.instant, slot: registration.slot, direction: direction), slots)
        }
      }
    } onCancel: {
      if isCurrent {
        cancel(registration, direction, number)
      } else {
        leave { $0.cancellations.append((registration, direction, number)) }
      }
    }
  }

  /// Waits for a wake, whether the task is cancelled or not.
  nonisolated(nonsending) func waitAlways(_ registration: Registration) async {
    _ = await unsafe withUnsafeContinuation { (waiter: UnsafeContinuation<Wake, Never>) in
      precondition(isCurrent, "waits belong to tasks of the loop")
      if slots.isReady(registration.slot, .forReading) {
        unsafe waiter.resume(returning: .ready)
      } else {
        unsafe slots.begin(registration.slot, .reading, waiter)
      }
    }
  }

  private func cancel(_ registration: Registration, _ direction: Direction, _ number: UInt32) {
    guard slots.holds(registration), slots.isWait(registration.slot, direction, number) else {
      return
    }
    resume(registration.slot, direction, .cancelled)
  }

  /// Sleeps; throws `cancelled` when the task is cancelled before.
  nonisolated(nonsending) public func sleep(until deadline: Deadline) async throws(SocketError) {
    let registration = registerPlace()
    defer { retire(registration, closing: nil) }
    if await wait(registration, .reading, by: deadline) == .cancelled { throw .cancelled }
  }
}
