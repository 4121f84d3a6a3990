import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ConnectScan {
  mutating func collect<Driver: ScanDriver>(
    _ index: Int32, _ readiness: Readiness, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    let slot = unsafe slots.base + Int(index)
    // A socket at rest reports its hang-up; nobody asked.
    guard unsafe slot.pointee.isLive else { return }
    // An ICMP message that comes during connect() itself is queued but ends nothing.
    if readiness.contains(.failed), !readiness.contains(.ended),
      let report = unsafe slot.pointee.takeMessage()
    {
      end(index, Self.verdict(of: report), isConnected: true, &driver, &outputs)
      return
    }
    if readiness == .writable {
      opened(index, &driver, &outputs)
      return
    }
    let code: Int32 =
      switch strategy {
      case .reuse: unsafe slot.pointee.connect()
      case .fresh: unsafe SystemCalls.takeSocketError(slot.pointee.descriptor)
      }
    switch code {
    case EALREADY:
      return
    case 0, EISCONN:
      opened(index, &driver, &outputs)
    case ECONNREFUSED:
      unsafe refusals.add(index, slot.pointee.descriptor)
    case ECONNRESET, EPIPE:
      // Reset after the handshake was done: somebody does accept.
      end(index, .open, isConnected: false, &driver, &outputs)
    case ETIMEDOUT:
      end(index, .silent, isConnected: false, &driver, &outputs)
    case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EACCES, EPERM, ENOPROTOOPT, EPROTO,
      ENONET, EOPNOTSUPP, EMSGSIZE:
      let report = unsafe slot.pointee.takeMessage()
      end(
        index, report.map(Self.verdict) ?? .failed(code), isConnected: true, &driver, &outputs)
    default:
      // A kernel that is not as we know it: from now on a socket for each probe.
      strategy = .fresh
      unsafe putBack.append((slot.pointee.probe, 0))
      unsafe wheel.remove(index, slots.base)
      unsafe slot.pointee.isLive = false
      inFlight -= 1
      release(index, isConnected: true)
    }
  }

  /// Tells the refusals of a turn: resets, but for those whose sockets hold an ICMP message.
  mutating func settleRefusals<Driver: ScanDriver>(
    _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) throws(SystemError) {
    if refusals.count == 0 { return }
    try refusals.look()
    for place in 0..<refusals.count {
      let (index, hasMessage) = refusals.entry(place)
      let report = hasMessage ? unsafe slots.base[Int(index)].takeMessage() : nil
      end(index, report.map(Self.verdict) ?? .closed, isConnected: false, &driver, &outputs)
    }
    refusals.removeAll()
  }

  private static func verdict(of report: ICMPReport) -> ProbeResult.Verdict {
    report.origin == .local ? .failed(report.code) : .rejected(report)
  }

  private mutating func opened<Driver: ScanDriver>(
    _ index: Int32, _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) {
    let slot = unsafe slots.base + Int(index)
    let descriptor = unsafe slot.pointee.descriptor
    guard let local = try? SocketAddress.local(of: descriptor) else {
      end(index, .open, isConnected: true, &driver, &outputs)
      return
    }
    let peer = unsafe slot.pointee.peer
    if local.address == peer.address, local.port == peer.port {
      // A simultaneous open with ourselves (RFC 9293 §3.5): nobody listens there.
      end(index, .closed, isConnected: true, &driver, &outputs)
      return
    }
    if local.address == peer.address, confirms(index) { return }
    end(
      index, .open, isConnected: true, source: local,
      kernelRoundTrip: TCPStream.kernelRoundTrip(of: descriptor), &driver, &outputs)
  }

  /// Asks a port of this host a second time: two of our own probes that cross each other's ports
  /// open too, but not twice. Whether the second try is under way.
  private mutating func confirms(_ index: Int32) -> Bool {
    let slot = unsafe slots.base + Int(index)
    guard strategy == .reuse, unsafe !slot.pointee.isConfirming else { return false }
    unsafe slot.pointee.disconnect()
    unsafe slot.pointee.isConfirming = true
    let code = unsafe slot.pointee.connect()
    return code == EINPROGRESS || code == 0
  }

  // MARK: Ending

  /// Ends what is overdue; true where there is more of it than one turn takes. 20,000 at once, of a
  /// window that was filled at once, would hold back answers and whoever stops the scan by 0.1 s.
  mutating func expire<Driver: ScanDriver>(
    _ driver: inout Driver, _ outputs: inout [Driver.Output]
  ) -> Bool {
    let now = Instant.now
    for _ in 0..<Poller.capacity {
      guard let index = unsafe wheel.popExpired(now, slots.base) else { return false }
      let slot = unsafe slots.base + Int(index)
      let (tag, started) = unsafe (slot.pointee.tag, slot.pointee.started)
      let patience = driver.patience(tag, after: now - started)
      if patience > .zero {
        unsafe slot.pointee.wait(patience, from: now)
        unsafe wheel.insert(index, slots.base)
        continue
      }
      finish(index, .silent, isConnected: true, now, &driver, &outputs)
    }
    return true
  }

  private mutating func end<Driver: ScanDriver>(
    _ index: Int32, _ verdict: ProbeResult.Verdict, isConnected: Bool,
    source: SocketAddress? = nil, kernelRoundTrip: Duration? = nil, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    unsafe wheel.remove(index, slots.base)
    finish(
      index, verdict, isConnected: isConnected, turn, source: source,
      kernelRoundTrip: kernelRoundTrip, &driver, &outputs)
  }

  private mutating func finish<Driver: ScanDriver>(
    _ index: Int32, _ verdict: ProbeResult.Verdict, isConnected: Bool, _ now: Instant,
    source: SocketAddress? = nil, kernelRoundTrip: Duration? = nil, _ driver: inout Driver,
    _ outputs: inout [Driver.Output]
  ) {
    let slot = unsafe slots.base + Int(index)
    let (tag, started) = unsafe (slot.pointee.tag, slot.pointee.started)
    unsafe slot.pointee.isLive = false
    inFlight -= 1
    if verdict == .open, isConnected, strategy == .reuse {
      standing.append(index)
    } else {
      release(index, isConnected: isConnected)
    }
    let result = ProbeResult(
      tag: tag, verdict: verdict, latency: now - started, moment: now, source: source,
      kernelRoundTrip: kernelRoundTrip)
    tell(result, &driver, &outputs)
  }
}
