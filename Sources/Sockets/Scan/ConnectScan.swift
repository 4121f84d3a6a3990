import CNetkit
public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

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

  /// Probes begun before answers are collected again: few enough for their sockets to stay in the
  /// processor's cache.
  private static let batchSize = 64

  /// How many probes may be open at once. Shrinks where the system runs out of descriptors.
  public private(set) var window: Int
  /// Probes open now.
  public private(set) var inFlight = 0
  public private(set) var strategy: Strategy

  private let options: SocketOptions
  private let poller: Poller
  private let slots: UnsafeMutablePointer<ScanSlot>
  private let capacity: Int
  private var wheel: DeadlineWheel
  /// The first free slot without a socket, with an IPv4 one, with an IPv6 one; -1 for none.
  private var free = InlineArray<3, Int32>(repeating: -1)

  /// Probes to begin again, and the tries they have had: the system lacked something.
  private var putBack: [(probe: ConnectProbe, tries: Int)] = []
  private var pausedUntil = Instant(nanoseconds: 0)
  private var isExhausted = false
  private var awaitsAnswer = false

  /// - Parameter window: sockets at most, above zero. The process's descriptor limit is the
  ///   caller's to raise; a window beyond it shrinks by itself.
  public init(
    window: Int, strategy: Strategy = .usual, options: SocketOptions = SocketOptions()
  ) throws(SystemError) {
    precondition(window > 0 && window < Int32.max, "a window has room for one probe at least")
    poller = try Poller()
    self.window = window
    self.strategy = strategy
    self.options = options
    capacity = window
    wheel = DeadlineWheel(from: .now)
    unsafe slots = .allocate(capacity: window)
    unsafe slots.initialize(repeating: ScanSlot(), count: window)
    for index in 0..<window {
      unsafe slots[index].next = index + 1 < window ? Int32(index + 1) : -1
    }
    free[0] = 0
  }

  deinit {
    for index in 0..<capacity where unsafe slots[index].descriptor >= 0 {
      unsafe SystemCalls.closeDescriptor(slots[index].descriptor)
    }
    unsafe slots.deallocate()
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
    if inFlight == 0, isExhausted, putBack.isEmpty { return .done }

    let deadline = nextDeadline
    let count = try poller.wait(
      until: isWaiting ? deadline : Deadline(at: Instant(nanoseconds: 0)), from: .now)
    for index in 0..<count {
      let token = poller.token(index)
      if token != .max { collect(Int32(token), poller.readiness(index), &driver, &outputs) }
    }
    // A full buffer of events has answers behind it; they are not overdue.
    if count < Poller.capacity { expire(&driver, &outputs) }

    if inFlight == 0, isExhausted, putBack.isEmpty { return .done }
    if count > 0 || canBegin { return .again }
    return .wait(until: nextDeadline)
  }

  /// Whether the driver would be asked at once.
  private var canBegin: Bool {
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

  // MARK: Beginning

  private mutating func beginBatch<Driver: ScanDriver>(
    _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) throws(SystemError) {
    if pausedUntil.nanoseconds > 0 {
      if Instant.now < pausedUntil { return }
      pausedUntil = Instant(nanoseconds: 0)
    }
    var count = 0
    while count < Self.batchSize, canBegin {
      count += 1
      let now = Instant.now
      if let (probe, tries) = putBack.popLast() {
        try begin(probe, tries: tries, now, &driver, &outputs)
        continue
      }
      switch driver.next(now: now) {
      case .probe(let probe): try begin(probe, tries: 0, now, &driver, &outputs)
      case .notBefore(let instant):
        if instant > now { pausedUntil = instant }
      case .afterNextAnswer:
        precondition(inFlight > 0, "the driver waits for an answer to no question")
        awaitsAnswer = true
      case .exhausted: isExhausted = true
      }
    }
  }

  private mutating func begin<Driver: ScanDriver>(
    _ probe: ConnectProbe, tries: Int, _ now: Instant, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) throws(SystemError) {
    let index: Int32
    do throws(SystemError) {
      index = try claim(probe.address.family)
    } catch {
      guard Self.isShortage(error.code), inFlight > 0 || tries < Self.mostTries else {
        throw error
      }
      putBack.append((probe, tries + 1))
      if inFlight > 0 {
        // What is open stays; more than that the system cannot bear.
        window = inFlight
        driver.windowShrank(to: window)
      } else {
        pausedUntil = now + Self.pause
      }
      return
    }
    let slot = unsafe slots + Int(index)
    unsafe slot.pointee.formLength = withUnsafeMutableBytes(of: &slot.pointee.form) {
      unsafe probe.address.storeKernelForm(into: $0)
    }
    unsafe slot.pointee.tag = probe.tag
    unsafe slot.pointee.isConfirming = false
    unsafe slot.pointee.started = now
    unsafe slot.pointee.deadline = now + max(probe.timeout, .milliseconds(1))
    let code = unsafe connect(slot)
    if code == EINPROGRESS || code == 0 {
      unsafe slot.pointee.isLive = true
      inFlight += 1
      unsafe wheel.insert(index, slots)
      return
    }
    release(index, isConnected: true)
    if Self.isShortage(code), tries < Self.mostTries {
      // Ports and buffers come back as other probes end.
      putBack.append((probe, tries + 1))
      pausedUntil = now + Self.pause
      return
    }
    tell(probe.tag, .failed(code), after: .zero, &driver, &outputs)
  }

  /// How long a lack of the system's is waited out before the next try.
  private static let pause = Duration.milliseconds(10)

  /// 200 pauses of 10 ms: two seconds for others to give back what they hold.
  private static let mostTries = 200

  /// Whether the errno means a lack of something that others will give back.
  private static func isShortage(_ code: Int32) -> Bool {
    switch code {
    case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EADDRINUSE, EAGAIN: true
    default: false
    }
  }

  private func connect(_ slot: UnsafeMutablePointer<ScanSlot>) -> Int32 {
    let descriptor = unsafe slot.pointee.descriptor
    let length = unsafe slot.pointee.formLength
    return unsafe withUnsafeBytes(of: &slot.pointee.form) { form in
      unsafe SystemCalls.connectSocket(
        descriptor, to: form.baseAddress!.assumingMemoryBound(to: sockaddr.self), length)
    }
  }

  // MARK: Collecting

  private mutating func collect<Driver: ScanDriver>(
    _ index: Int32, _ readiness: Readiness, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    let slot = unsafe slots + Int(index)
    // A socket at rest reports its hang-up; nobody asked.
    guard unsafe slot.pointee.isLive else { return }
    let descriptor = unsafe slot.pointee.descriptor
    // An ICMP message hangs up as a reset does unless it comes during connect() itself, and ICMP's
    // port-unreachable has the errno of a reset. Only the queue tells them apart, for one call more.
    if readiness.contains(.failed), let report = ErrorQueue.next(descriptor) {
      let verdict: ProbeResult.Verdict =
        report.origin == .local ? .failed(report.code) : .rejected(report)
      end(index, verdict, isConnected: true, &driver, &outputs)
      return
    }
    let code: Int32 =
      switch strategy {
      case .reuse: unsafe connect(slot)
      case .fresh: SystemCalls.takeSocketError(descriptor)
      }
    switch code {
    case EALREADY:
      return
    case 0, EISCONN:
      opened(index, &driver, &outputs)
    case ECONNREFUSED:
      end(index, .closed, isConnected: false, &driver, &outputs)
    case ECONNRESET, EPIPE:
      // Reset after the handshake was done: somebody does accept.
      end(index, .open, isConnected: false, &driver, &outputs)
    case ETIMEDOUT:
      end(index, .silent, isConnected: false, &driver, &outputs)
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EACCES, EPERM, ENOPROTOOPT, EPROTO,
      ENONET, EOPNOTSUPP, EMSGSIZE:
      end(index, .failed(code), isConnected: true, &driver, &outputs)
    default:
      // A kernel that is not as we know it: from now on a socket for each probe.
      strategy = .fresh
      putBack.append((unsafe probe(of: slot), 0))
      unsafe wheel.remove(index, slots)
      unsafe slot.pointee.isLive = false
      inFlight -= 1
      release(index, isConnected: true)
    }
  }

  private func probe(of slot: UnsafeMutablePointer<ScanSlot>) -> ConnectProbe {
    let length = unsafe Int(slot.pointee.formLength)
    let address = unsafe withUnsafeBytes(of: &slot.pointee.form) {
      unsafe SocketAddress(kernelForm: $0.baseAddress!, length: length)
    }
    // The form was made from an address of one of the two families.
    return unsafe ConnectProbe(
      address: address!, tag: slot.pointee.tag,
      timeout: slot.pointee.deadline - slot.pointee.started)
  }

  private mutating func opened<Driver: ScanDriver>(
    _ index: Int32, _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) {
    let slot = unsafe slots + Int(index)
    let descriptor = unsafe slot.pointee.descriptor
    guard let local = try? SocketAddress.local(of: descriptor),
      let remote = try? SocketAddress.remote(of: descriptor)
    else {
      // Reset between the two calls.
      end(index, .open, isConnected: true, &driver, &outputs)
      return
    }
    if local == remote {
      // A simultaneous open with ourselves (RFC 9293 §3.5): nobody listens there.
      end(index, .closed, isConnected: true, &driver, &outputs)
      return
    }
    if local.address == remote.address, unsafe !slot.pointee.isConfirming, isConfirmed(index) {
      return
    }
    end(
      index, .open, isConnected: true, source: local,
      kernelRoundTrip: TCPStream.kernelRoundTrip(of: descriptor), &driver, &outputs)
  }

  /// Asks a port of this host a second time: two of our own probes that cross each other's ports
  /// open too, but not twice. Whether the second try is under way.
  private mutating func isConfirmed(_ index: Int32) -> Bool {
    let slot = unsafe slots + Int(index)
    guard strategy == .reuse else { return false }
    unsafe SystemCalls.disconnectSocket(slot.pointee.descriptor)
    unsafe slot.pointee.isConfirming = true
    let code = unsafe connect(slot)
    return code == EINPROGRESS || code == 0
  }

  private mutating func expire<Driver: ScanDriver>(
    _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) {
    let now = Instant.now
    while let index = unsafe wheel.popExpired(now, slots) {
      finish(index, .silent, isConnected: true, now, &driver, &outputs)
    }
  }

  // MARK: Ending

  private mutating func end<Driver: ScanDriver>(
    _ index: Int32, _ verdict: ProbeResult.Verdict, isConnected: Bool,
    source: SocketAddress? = nil, kernelRoundTrip: Duration? = nil, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    unsafe wheel.remove(index, slots)
    finish(
      index, verdict, isConnected: isConnected, .now, source: source,
      kernelRoundTrip: kernelRoundTrip, &driver, &outputs)
  }

  private mutating func finish<Driver: ScanDriver>(
    _ index: Int32, _ verdict: ProbeResult.Verdict, isConnected: Bool, _ now: Instant,
    source: SocketAddress? = nil, kernelRoundTrip: Duration? = nil, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    let slot = unsafe slots + Int(index)
    let (tag, started) = unsafe (slot.pointee.tag, slot.pointee.started)
    unsafe slot.pointee.isLive = false
    inFlight -= 1
    release(index, isConnected: isConnected)
    tell(
      tag, verdict, after: now - started, source: source, kernelRoundTrip: kernelRoundTrip, &driver,
      &outputs)
  }

  private mutating func tell<Driver: ScanDriver>(
    _ tag: UInt64, _ verdict: ProbeResult.Verdict, after latency: Duration,
    source: SocketAddress? = nil, kernelRoundTrip: Duration? = nil, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    awaitsAnswer = false
    driver.take(
      ProbeResult(
        tag: tag, verdict: verdict, latency: latency, source: source,
        kernelRoundTrip: kernelRoundTrip),
      outputs: &outputs)
  }

  // MARK: Slots

  /// A slot with a socket of the family, off its list.
  private mutating func claim(_ family: AddressFamily) throws(SystemError) -> Int32 {
    if let index = pop(family.list) { return index }
    if let index = pop(0) {
      do throws(SystemError) {
        try open(index, family)
        return index
      } catch {
        push(index)
        if error.code != EMFILE { throw error }
      }
    }
    // The sockets at rest are of the other family.
    guard let index = pop(family.other.list) else { throw SystemError("socket", EMFILE) }
    closeSocket(index)
    do throws(SystemError) {
      try open(index, family)
      return index
    } catch {
      push(index)
      throw error
    }
  }

  private mutating func open(_ index: Int32, _ family: AddressFamily) throws(SystemError) {
    let file = try SystemCalls.openSocket(family.number, .stream)
    try ErrorQueue.enable(file.raw, family)
    try options.apply(to: file.raw, family)
    try poller.addWriting(file.raw, token: UInt64(index))
    let slot = unsafe slots + Int(index)
    unsafe slot.pointee.family = UInt8(family.list)
    unsafe slot.pointee.descriptor = file.release()
  }

  private func closeSocket(_ index: Int32) {
    let slot = unsafe slots + Int(index)
    unsafe SystemCalls.closeDescriptor(slot.pointee.descriptor)
    unsafe slot.pointee.descriptor = -1
    unsafe slot.pointee.family = 0
  }

  /// Gives a slot back, its socket unconnected or closed.
  private mutating func release(_ index: Int32, isConnected: Bool) {
    let descriptor = unsafe slots[Int(index)].descriptor
    // For an open connection this is a reset as well: no port of ours is left in TIME_WAIT.
    if isConnected { SystemCalls.disconnectSocket(descriptor) }
    if strategy == .fresh { closeSocket(index) }
    push(index)
  }

  private mutating func push(_ index: Int32) {
    let list = unsafe Int(slots[Int(index)].family)
    unsafe slots[Int(index)].next = free[list]
    free[list] = index
  }

  private mutating func pop(_ list: Int) -> Int32? {
    let index = free[list]
    if index < 0 { return nil }
    free[list] = unsafe slots[Int(index)].next
    return index
  }
}

extension AddressFamily {
  /// The list of free slots with sockets of the family; 0 is for slots without.
  fileprivate var list: Int {
    switch self {
    case .ipv4: 1
    case .ipv6: 2
    }
  }

  fileprivate var other: AddressFamily {
    switch self {
    case .ipv4: .ipv6
    case .ipv6: .ipv4
    }
  }
}
