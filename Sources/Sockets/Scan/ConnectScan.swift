import CNetkit
public import Platform

/// Asks many ports by connecting: a flat engine of one thread, without tasks and, once its window
/// is filled, without allocation.
///
/// On Linux each socket serves many probes: `connect()` begins, `connect()` again collects the
/// answer, and `connect(AF_UNSPEC)` resets where there was one. That is 2 calls for a closed port
/// instead of 5, and 0.55 times the CPU of a socket for each (research/core/results.md).
@safe
public struct ConnectScan: ~Copyable {
  public enum Strategy: Sendable {
    /// One socket for many probes: Linux.
    case reuse
    /// A socket for each probe: every system.
    case fresh
  }

  /// What `step` leaves to be done.
  public enum Next: Sendable {
    case again
    case wait(until: Deadline)
    case done
  }

  /// How many probes may be open at once. Shrinks where the system runs out of descriptors.
  public internal(set) var window: Int
  /// Probes open now.
  public internal(set) var inFlight = 0
  public internal(set) var strategy: Strategy

  let options: SocketOptions
  // Before the poller, so that sockets are closed first and one by one: a process that is ended
  // meanwhile does not have to wait until the kernel has taken thousands out of the poller.
  var slots: ScanSlots
  let poller: Poller
  var wheel: DeadlineWheel
  var refusals = RefusalBatch(capacity: Poller.capacity)

  /// Slots whose connections still stand. Each is reset with the next question that its socket asks,
  /// or before the scan waits: a reset and a question go out together, where each alone would wake the
  /// other side of a device.
  var standing: [Int32] = []
  /// Probes to begin again, and the tries they have had: the system lacked something.
  var putBack: [(probe: ConnectProbe, tries: Int)] = []
  var pausedUntil = Instant(nanoseconds: 0)
  var isExhausted = false
  var awaitsAnswer = false
  /// When the answers of this turn were there to be read.
  var turn = Instant(nanoseconds: 0)

  /// - Parameter window: sockets at most, above zero. The process's descriptor limit is the
  ///   caller's to raise; a window beyond it shrinks by itself.
  /// - Parameter sourcePorts: ports to ask from, one for each socket; the kernel chooses for those
  ///   beyond them. For scans of this host itself, which a port that is asked is no port to ask from.
  public init(
    window: Int, strategy: Strategy = .usual, options: SocketOptions = SocketOptions(),
    sourcePorts: [UInt16] = []
  ) throws(SystemError) {
    precondition(window > 0 && window < Int32.max, "a window has room for one probe at least")
    poller = try Poller()
    self.window = window
    self.strategy = strategy
    self.options = options
    wheel = DeadlineWheel(from: .now)
    slots = ScanSlots(capacity: window, sourcePorts: sourcePorts)
  }

  /// Makes a waiting step return when the descriptor becomes readable: another thread's stop.
  public func wake(on descriptor: Int32) throws(SystemError) {
    try poller.addLevelReading(descriptor, token: .max)
  }

  // MARK: Running

  /// Runs to the end. Throws EMFILE and its kin only where not even one socket can be had.
  public mutating func run<Driver: ScanDriver>(
    _ driver: inout Driver, outputs: inout [Driver.Output]
  ) throws(SystemError) {
    while true {
      if case .done = try step(&driver, outputs: &outputs) { return }
    }
  }

  /// One turn: begins what the window has room for, collects what has been answered, ends what is
  /// overdue. Waits for the next of these where `isWaiting`.
  public mutating func step<Driver: ScanDriver>(
    _ driver: inout Driver, outputs: inout [Driver.Output], isWaiting: Bool = true
  ) throws(SystemError) -> Next {
    try beginBatch(&driver, &outputs)
    hangUp()
    if isDone { return .done }

    let deadline = nextDeadline
    let count = try poller.wait(
      until: isWaiting ? deadline : Deadline(at: Instant(nanoseconds: 0)), from: .now)
    turn = .now
    for index in 0..<count {
      let token = poller.token(index)
      if token != .max { collect(Int32(token), poller.readiness(index), &driver, &outputs) }
    }
    try settleRefusals(&driver, &outputs)
    // A full buffer of events has answers behind it; they are not overdue.
    let isBehind = count < Poller.capacity && expire(&driver, &outputs)

    if isDone { return .done }
    if count > 0 || canBegin || isBehind { return .again }
    return .wait(until: nextDeadline)
  }

  private var isDone: Bool { inFlight == 0 && isExhausted && putBack.isEmpty }

  /// Whether the driver would be asked at once.
  var canBegin: Bool {
    inFlight < window && pausedUntil.nanoseconds == 0 && !awaitsAnswer
      && !(isExhausted && putBack.isEmpty)
  }

  private var nextDeadline: Deadline {
    if canBegin { return Deadline(at: Instant(nanoseconds: 0)) }
    var deadline = wheel.nextDue.map { Deadline(at: $0) } ?? .never
    if pausedUntil.nanoseconds > 0, inFlight < window {
      deadline = min(deadline, Deadline(at: pausedUntil))
    }
    return deadline
  }

  /// Gives an answer to the driver.
  mutating func tell<Driver: ScanDriver>(
    _ result: ProbeResult, _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) {
    awaitsAnswer = false
    driver.take(result, outputs: &outputs)
  }

  /// Resets the connections that stand, as `step` does by itself: for a scan that ends early.
  mutating func hangUp() {
    while let index = standing.popLast() { release(index, isConnected: true) }
  }

  /// Gives a slot back, its socket unconnected or closed.
  mutating func release(_ index: Int32, isConnected: Bool) {
    if isConnected { unsafe slots.base[Int(index)].disconnect() }
    if strategy == .fresh { slots.close(index) }
    slots.push(index)
  }
}
