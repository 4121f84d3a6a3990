import Addressing
import Platform
import Sockets

/// One scan on its loop: plan, TCP, UDP, what answers, summary.
struct ProbeScan {
  /// Ports looked into at once: TLS keeps some 100 KB for each.
  private static let mostInspections = 64
  /// From so many on, probes of this host may well meet; of fewer the engine takes a second look.
  private static let manyQuestions = UInt64(100)
  /// More probes at once than this no path has been seen to bear.
  private static let widestWindow = 60_000

  private let request: ProbeRequest
  private let loop: EventLoop
  private let event: (ProbeEvent) -> Void
  private let start: Instant
  private var progress: ProgressSum
  private var summary = ProbeSummary()
  private var services = ServiceTable()
  /// Looks into what is open; nil where nobody asked for it.
  private let inspections: InspectionQueue?
  /// Descriptors that the TCP scan may have.
  private let available: Int

  init(_ request: ProbeRequest, on loop: EventLoop, _ event: @escaping (ProbeEvent) -> Void) {
    self.request = request
    self.loop = loop
    self.event = event
    start = .now
    progress = ProgressSum(start: start)
    summary.seed = "\(request.seed)"
    let limit = DescriptorLimit.raise()
    // What the loop, the pollers and the streams hold, and some for what is to come.
    let free = max(2, limit - (limit < 1024 ? 24 : 64))
    if let inspection = request.inspection {
      let share = max(1, min(Self.mostInspections, free / 4))
      available = free - share
      // A zone that is no interface fails the scan itself.
      let options = (try? request.socketOptions()) ?? SocketOptions()
      inspections = InspectionQueue(
        PortInspector(inspection, on: loop, options: options), on: loop, limit: share,
        event: event)
    } else {
      available = free
      inspections = nil
    }
  }

  mutating func run() async -> ProbeSummary {
    var making = PlanMaking(request)
    if request.moreTargets != nil { LargeMemory.returnAtOnce() }
    await making.readExclusions(on: loop) { fail($0, $1) }
    await making.lay(out: request.targets, on: loop) { fail($0, $1) }
    await scan(making)
    while let batch = await nextBatch() {
      making.forgetHosts()
      await making.lay(out: batch.targets, on: loop) { fail($0, $1) }
      await scan(making)
    }
    if let inspections {
      event(.pause)
      await inspections.finish()
      summary.unexpected = inspections.unexpected
    }
    summary.elapsed = Instant.now - start
    summary.isInterrupted = loop.interruptedBy != nil
    return summary
  }

  /// What comes next of a long list; nil at its end and when the task is cancelled.
  private func nextBatch() async -> TargetBatch? {
    guard let more = request.moreTargets, !Task.isCancelled else { return nil }
    event(.pause)
    guard let batch = try? await loop.offload({ more() }) else { return nil }
    for fault in batch.faults { event(.fault(fault)) }
    return batch
  }

  private mutating func scan(_ making: PlanMaking) async {
    let tcp = making.tcp.total
    let udp = AddressFamily.allCases.reduce(0) { $0 + making.udp.part($1).total }
    summary.probes += tcp + udp
    progress.total = request.moreTargets == nil ? summary.probes : nil
    let listsAll =
      switch request.listing {
      case .all: true
      case .open: false
      // Twenty fit a screen.
      case .usual: summary.probes <= 20 && request.moreTargets == nil
      }
    if tcp > 0, !Task.isCancelled { await scanTCP(making.tcp, tcp, listsAll) }
    if udp > 0, !Task.isCancelled { await scanUDP(making.udp, listsAll) }
    summary.sent = progress.sent
  }

  private mutating func fail(_ target: String, _ message: String) {
    summary.failures += 1
    event(.failure(target: target, message: message))
  }

  /// The engine could not go on: that is the system's failure and says nothing of ports.
  private mutating func fail(_ error: SocketError, _ plan: ScanPlan) {
    fail(plan.blocks.first?.label(0) ?? "", "\(error)")
  }

  // MARK: TCP

  private mutating func scanTCP(_ plan: ScanPlan, _ total: UInt64, _ listsAll: Bool) async {
    var most = min(request.tuning.window ?? Self.widestWindow, available)
    let threads = request.tuning.threads ?? plan.threads()
    let isFree = request.sourcePort == 0 && total >= Self.manyQuestions
    let sources = isFree ? plan.sourcePorts(EphemeralPorts.range) : []
    if !sources.isEmpty { most = min(most, sources.count) }
    let window = max(1, min(most / threads, Int(clamping: total / UInt64(threads) + 1)))
    let parts = plan.shard.count * threads
    let tuning = request.tuning
    let gate = threads > 1 ? ThreadGate(threads: threads) : nil
    let drivers = (0..<threads).map { thread -> @Sendable () -> ConnectDriver in
      {
        ConnectDriver(
          plan, thread: thread, of: threads, gate: gate, tuning: tuning, listsAll: listsAll,
          window: window)
      }
    }
    var merge = HostMerge(plan, parts: parts, threads: threads)
    do throws(SocketError) {
      try await ShardedScan.run(
        on: loop, drivers: drivers, window: window * threads,
        options: try request.socketOptions(), sourcePorts: sources
      ) { outputs in
        for output in outputs { take(output, plan, &merge) }
        event(.pause)
        await inspections?.waitForRoom()
      }
    } catch {
      fail(error, plan)
    }
    for host in merge.rest() { tell(host) }
  }

  private mutating func take(
    _ output: ConnectDriver.Output, _ plan: ScanPlan, _ merge: inout HostMerge
  ) {
    switch output {
    case .finding(let finding): tell(finding, plan)
    case .host(let part): if let host = merge.add(part) { tell(host) }
    case .limited(let share, let rate, let left):
      let host = plan.blocks[share.block].label(share.offset)
      event(.limited(host: host, transport: .tcp, rate: rate, left: left))
    case .progress(let part): tell(part)
    }
  }

  // MARK: UDP

  private mutating func scanUDP(_ plan: ScanPlan, _ listsAll: Bool) async {
    do throws(SocketError) {
      var scan = DatagramScan(
        plan, request, on: loop, options: try request.socketOptions(), listsAll: listsAll)
      try await scan.run { outputs in
        for output in outputs { take(output) }
      }
    } catch {
      fail(error, plan)
    }
  }

  private mutating func take(_ output: DatagramScan.Output) {
    switch output {
    case .finding(var finding):
      finding.service = services.name(finding.port, .udp)
      tell(finding)
    case .host(let host): tell(host)
    case .limited(let host, let rate, let left):
      event(.limited(host: host, transport: .udp, rate: rate, left: left))
    case .progress(let part): tell(part)
    case .pause: event(.pause)
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
    tell(report)
  }

  private func tell(_ finding: ProbeFinding) {
    if let inspections { inspections.take(finding) } else { event(.finding(finding)) }
  }

  /// Adds up how far a part has come, and says so; not after an interruption, when results are told.
  private mutating func tell(_ part: ScanProgress) {
    let sum = progress.add(part)
    if !Task.isCancelled { event(.progress(sum)) }
  }

  private mutating func tell(_ host: HostSummary) {
    summary.hosts += 1
    if host.counts.open > 0 { summary.hostsWithOpenPorts += 1 }
    summary.counts.add(host.counts)
    if let inspections { inspections.take(host) } else { event(.host(host)) }
  }
}

extension ProbeRequest {
  /// What is wrong with the source address on this host; nil for nothing.
  public var sourceFault: String? {
    do throws(SocketError) {
      _ = try socketOptions()
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// How sockets leave this host. Throws for a zone that is no interface.
  func socketOptions() throws(SocketError) -> SocketOptions {
    var options = SocketOptions(interface: interface, hops: hops)
    if let source { options.source = try SocketAddress(source, port: sourcePort) }
    return options
  }
}

/// The progress of all threads and batches together.
private struct ProgressSum {
  /// nil while more targets may come.
  var total: UInt64?
  private let start: Instant
  private var parts = ScanProgress()
  private var setAside = 0
  private(set) var sent: UInt64 = 0

  init(start: Instant) { self.start = start }

  mutating func add(_ part: ScanProgress) -> ProbeProgress {
    parts.settled += part.settled
    parts.open += part.open
    parts.filtered += part.filtered
    if part.window > 0 { parts.window = part.window }
    parts.timeout = part.timeout ?? parts.timeout
    sent += part.sent
    setAside += part.setAside
    return ProbeProgress(
      done: parts.settled + UInt64(clamping: setAside), total: total, open: parts.open,
      filtered: parts.filtered, window: parts.window, timeout: parts.timeout,
      elapsed: Instant.now - start)
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
