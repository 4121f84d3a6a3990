import Addressing
public import Platform
import Sockets

/// Runs a scan to its end on the calling thread.
public enum Probing {
  /// Asks every port of the request and hands over what becomes known, in the order in which it
  /// does; a host's summary comes after its findings.
  ///
  /// Answers with the summary and the signal that ended the scan before its time, after everything
  /// known by then was handed over. Throws where the system has no descriptor for the loop.
  public static func run(
    _ request: ProbeRequest, event: (ProbeEvent) -> Void
  ) throws(SystemError) -> (summary: ProbeSummary, signal: Int32?) {
    let loop = try EventLoop()
    return withoutActuallyEscaping(event) { event in
      let events = Confined(event)
      let summary = loop.run(interruption: .bySignals) { loop in
        var scan = ProbeScan(request, on: loop, events.value)
        return await scan.run()
      }
      return (summary, loop.interruptedBy)
    }
  }
}

extension Probing {
  /// Waits between two scans; answers with the signal that ended the wait.
  public static func pause(_ interval: Duration) throws(SystemError) -> Int32? {
    let loop = try EventLoop()
    loop.run(interruption: .bySignals) { loop in
      _ = try? await loop.sleep(until: .after(interval))
    }
    return loop.interruptedBy
  }
}

/// One scan on its loop: plan, TCP, UDP, what answers, summary.
struct ProbeScan {
  private let request: ProbeRequest
  private let loop: EventLoop
  private let event: (ProbeEvent) -> Void
  private var summary = ProbeSummary()
  private var services = ServiceTable()
  private let start = Instant.now
  /// Events that wait until open ports have been looked into.
  private var held: [ProbeEvent] = []

  init(_ request: ProbeRequest, on loop: EventLoop, _ event: @escaping (ProbeEvent) -> Void) {
    self.request = request
    self.loop = loop
    self.event = event
    summary.seed = request.seed
  }

  mutating func run() async -> ProbeSummary {
    var making = PlanMaking(request)
    var failures: [(String, String)] = []
    await making.run(on: loop) { failures.append(($0, $1)) }
    for (target, message) in failures {
      summary.failures += 1
      event(.failure(target: target, message: message))
    }
    summary.probes = making.tcp.total + making.udp.total
    let listsAll =
      switch request.listing {
      case .all: true
      case .open: false
      // Twenty fit a screen.
      case .usual: summary.probes <= 20
      }
    if !making.tcp.blocks.isEmpty { await scanTCP(making.tcp, listsAll) }
    if !making.udp.blocks.isEmpty, !Task.isCancelled { await scanUDP(making.udp, listsAll) }
    await inspectHeld()
    summary.elapsed = Instant.now - start
    summary.isInterrupted = loop.interruptedBy != nil
    return summary
  }

  // MARK: TCP

  private mutating func scanTCP(_ plan: ScanPlan, _ listsAll: Bool) async {
    let total = plan.total
    let limit = DescriptorLimit.raise()
    // What the loop, the pollers and the streams hold, and some for what is to come.
    let available = max(1, limit - (limit < 1024 ? 24 : 64))
    // More than this no path has been seen to bear.
    let most = min(request.tuning.window ?? 60_000, available)
    let threads = request.tuning.threads ?? plan.threads()
    let window = min(most / threads, Int(clamping: total / UInt64(threads) + 1))
    let parts = plan.shard.count * threads
    let (tuning, shard) = (request.tuning, plan.shard)
    let drivers = (0..<threads).map { thread -> @Sendable () -> ConnectDriver in
      {
        ConnectDriver(
          plan, part: shard.index + thread * shard.count, parts: parts, threads: threads,
          tuning: tuning, listsAll: listsAll, window: max(1, window))
      }
    }
    var merge = HostMerge(plan, parts: parts, threads: threads)
    var progress = ProgressSum(total: total, start: start)
    do throws(SocketError) {
      try await ShardedScan.run(
        on: loop, drivers: drivers, window: max(1, window) * threads,
        options: try request.socketOptions()
      ) { outputs in
        for output in outputs {
          switch output {
          case .finding(let finding): tell(finding, plan)
          case .host(let part): if let host = merge.add(part) { tell(host) }
          case .limited(let share, let rate, let left):
            let host = plan.blocks[share.block].label(share.offset)
            event(.limited(host: host, transport: .tcp, rate: rate, left: left))
          case .progress(let part):
            if let sum = progress.add(part) { event(.progress(sum)) }
          }
        }
      }
    } catch {
      fail(error, plan)
    }
    for host in merge.rest() { tell(host) }
    summary.sent += progress.sent
  }

  /// The engine could not go on: that is the system's failure and says nothing of ports.
  private mutating func fail(_ error: SocketError, _ plan: ScanPlan) {
    summary.failures += 1
    let target = plan.blocks.first.map { $0.label(0) } ?? ""
    event(.failure(target: target, message: "\(error)"))
  }

  // MARK: UDP

  private mutating func scanUDP(_ plan: ScanPlan, _ listsAll: Bool) async {
    do throws(SocketError) {
      var scan = DatagramScan(
        plan, request, on: loop, options: try request.socketOptions(), listsAll: listsAll)
      var progress = ProgressSum(total: plan.total, start: start)
      try await scan.run { output in
        switch output {
        case .finding(var finding):
          finding.service = services.name(finding.port, .udp)
          hold(.finding(finding))
        case .host(let host): tell(host)
        case .limited(let host, let rate, let left):
          event(.limited(host: host, transport: .udp, rate: rate, left: left))
        case .progress(let part):
          if let sum = progress.add(part) { event(.progress(sum)) }
        }
      }
      summary.sent += progress.sent
    } catch {
      fail(error, plan)
    }
  }

  // MARK: Telling

  private mutating func tell(_ finding: ConnectDriver.Finding, _ plan: ScanPlan) {
    let block = plan.blocks[finding.share.block]
    var report = ProbeFinding(
      host: block.label(finding.share.offset), address: block.scoped(finding.share.offset),
      port: finding.port, transport: .tcp, verdict: finding.verdict, tries: finding.tries)
    report.service = services.name(finding.port, .tcp)
    report.latency = finding.latency
    report.kernelRTT = finding.kernelRoundTrip
    report.source = finding.source?.description
    hold(.finding(report))
  }

  private mutating func tell(_ host: HostSummary) {
    summary.hosts += 1
    if host.counts.open > 0 { summary.hostsWithOpenPorts += 1 }
    summary.counts.add(host.counts)
    hold(.host(host))
  }

  private mutating func hold(_ event: ProbeEvent) {
    if request.inspection == nil { self.event(event) } else { held.append(event) }
  }

  private mutating func inspectHeld() async {
    guard let inspection = request.inspection else { return }
    let open = held.indices.filter { index in
      guard case .finding(let finding) = held[index] else { return false }
      return finding.state == .open && finding.transport == .tcp
    }
    let options = (try? request.socketOptions()) ?? SocketOptions()
    let inspector = PortInspector(inspection, on: loop, options: options)
    let findings = open.compactMap { index -> (Int, ProbeFinding)? in
      guard case .finding(let finding) = held[index] else { return nil }
      return (index, finding)
    }
    for (index, finding) in await inspector.run(findings) {
      held[index] = .finding(finding)
      if let expected = inspection.expects, expected.matches(finding.banner ?? "") == false {
        summary.unexpected += 1
      }
    }
    for event in held { self.event(event) }
  }
}

extension ProbeRequest {
  /// How sockets leave this host. Throws for a zone that is no interface.
  func socketOptions() throws(SocketError) -> SocketOptions {
    var options = SocketOptions(interface: interface, hops: hops)
    if let source { options.source = try SocketAddress(source, port: sourcePort) }
    return options
  }
}

/// The progress of all threads together, not too often.
private struct ProgressSum {
  let total: UInt64
  let start: Instant
  private var parts = ScanProgress()
  private(set) var sent: UInt64 = 0

  init(total: UInt64, start: Instant) {
    self.total = total
    self.start = start
  }

  mutating func add(_ part: ScanProgress) -> ProbeProgress? {
    parts.settled += part.settled
    parts.open += part.open
    parts.filtered += part.filtered
    parts.window = part.window
    sent += part.sent
    return ProbeProgress(
      done: parts.settled, total: total, open: parts.open, filtered: parts.filtered,
      window: parts.window, elapsed: Instant.now - start)
  }
}

/// Names of services, each asked of the system's database once.
private struct ServiceTable {
  private var known: [UInt32: String?] = [:]

  mutating func name(_ port: UInt16, _ transport: ProbeTransport) -> String? {
    let key = UInt32(port) << 1 | (transport == .udp ? 1 : 0)
    if let name = known[key] { return name }
    let name = ServiceNames.name(ofPort: port, protocol: transport.rawValue)
    known[key] = .some(name)
    return name
  }
}
