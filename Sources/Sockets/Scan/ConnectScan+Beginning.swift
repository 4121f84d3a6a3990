import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ConnectScan {
  /// Probes begun before answers are collected again: few enough for their sockets to stay in the
  /// processor's cache.
  private static var batchSize: Int { 64 }

  /// How long a lack of the system's is waited out before the next try.
  private static var pause: Duration { .milliseconds(10) }

  /// 200 pauses of 10 ms: two seconds for others to give back what they hold.
  private static var mostTries: Int { 200 }

  mutating func beginBatch<Driver: ScanDriver>(
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
    let slot = unsafe slots.base + Int(index)
    unsafe slot.pointee.take(probe, now)
    let code = unsafe slot.pointee.connect()
    if code == EINPROGRESS || code == 0 {
      unsafe slot.pointee.isLive = true
      inFlight += 1
      unsafe wheel.insert(index, slots.base)
      return
    }
    release(index, isConnected: true)
    if Self.isShortage(code), tries < Self.mostTries {
      // Ports and buffers come back as other probes end.
      putBack.append((probe, tries + 1))
      pausedUntil = now + Self.pause
      return
    }
    let result = ProbeResult(tag: probe.tag, verdict: .failed(code), latency: .zero, moment: now)
    tell(result, &driver, &outputs)
  }

  /// A slot with a socket of the family that is not connected.
  private mutating func claim(_ family: AddressFamily) throws(SystemError) -> Int32 {
    if let index = standing.popLast() {
      if unsafe slots.base[Int(index)].hasSocket(of: family) {
        unsafe slots.base[Int(index)].disconnect()
        return index
      }
      standing.append(index)
      hangUp()
    }
    return try slots.claim(family, poller, options)
  }

  /// Whether the errno means a lack of something that others will give back.
  private static func isShortage(_ code: Int32) -> Bool {
    switch code {
    case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EADDRINUSE, EAGAIN: true
    default: false
    }
  }
}
