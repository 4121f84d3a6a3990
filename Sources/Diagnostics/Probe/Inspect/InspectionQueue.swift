import Addressing
import Sockets

/// Looks into open ports while the scan goes on, some at once, and hands events on: a finding when
/// it has been looked into, a host's summary after the last of its findings.
///
/// Confined to its loop; a class, because the scan and the looks share it.
final class InspectionQueue: @unchecked Sendable {
  /// Findings that may wait before the scan has to.
  private static let room = 512

  private let inspector: PortInspector
  private let loop: EventLoop
  private let event: (ProbeEvent) -> Void
  /// How many ports are looked into at once.
  private let limit: Int

  private var waiting: [ProbeFinding] = []
  private var running: [Int: (finding: ProbeFinding, task: Task<Void, Never>)] = [:]
  private var starts = 0
  private var hosts: [HostKey: Host] = [:]
  private let departures: Mailbox<Void>
  private var isAwaited = false
  /// Open ports whose answer was not the expected one.
  private(set) var unexpected = 0

  private struct HostKey: Hashable {
    var address: ScopedAddress
    var transport: ProbeTransport
  }

  /// A host with findings that are being looked into.
  private struct Host {
    var pending = 0
    /// Its summaries, once the scan is done with it: one for each time that it was named.
    var summaries: [HostSummary] = []
  }

  init(
    _ inspector: PortInspector, on loop: EventLoop, limit: Int,
    event: @escaping (ProbeEvent) -> Void
  ) {
    self.inspector = inspector
    self.loop = loop
    self.limit = limit
    self.event = event
    departures = Mailbox(on: loop)
  }

  // MARK: From the scan

  func take(_ finding: ProbeFinding) {
    guard finding.state == .open, finding.transport == .tcp, !Task.isCancelled else {
      return event(.finding(finding))
    }
    hosts[key(finding), default: Host()].pending += 1
    waiting.append(finding)
    startNext()
  }

  func take(_ summary: HostSummary) {
    let key = HostKey(address: summary.address, transport: summary.transport)
    if hosts[key] == nil { return event(.host(summary)) }
    hosts[key]?.summaries.append(summary)
  }

  /// Returns when the scan may go on: what it finds shall not pile up here.
  func waitForRoom() async { await wait { self.waiting.count < Self.room } }

  /// Returns when all has been looked into, or has been handed on as it is, for the task was
  /// cancelled.
  func finish() async {
    await wait { self.running.isEmpty && self.waiting.isEmpty }
    if Task.isCancelled { handOnAll() }
  }

  private func wait(until isMet: () -> Bool) async {
    isAwaited = true
    defer { isAwaited = false }
    while !isMet(), !Task.isCancelled {
      guard (try? await departures.receive()) != nil else { return }
    }
  }

  // MARK: Looking

  private func key(_ finding: ProbeFinding) -> HostKey {
    HostKey(address: finding.address, transport: finding.transport)
  }

  private func startNext() {
    guard running.count < limit, !waiting.isEmpty else { return }
    let finding = waiting.removeFirst()
    starts += 1
    let number = starts
    let task = loop.spawn { [self] in
      let found = await inspector.look(finding)
      guard running.removeValue(forKey: number) != nil else { return }
      if inspector.isUnexpected(found) { unexpected += 1 }
      handOn(found)
      startNext()
      if isAwaited { departures.send(()) }
    }
    running[number] = (finding, task)
  }

  private func handOn(_ finding: ProbeFinding) {
    event(.finding(finding))
    let key = key(finding)
    hosts[key]?.pending -= 1
    guard let host = hosts[key], host.pending == 0 else { return }
    // Its summary may still be to come, and then finds nothing to wait for.
    hosts[key] = nil
    for summary in host.summaries { event(.host(summary)) }
  }

  /// Ends what is under way and tells what is known without it.
  private func handOnAll() {
    let open = running.sorted { $0.key < $1.key }.map(\.value)
    running.removeAll()
    for (finding, task) in open {
      task.cancel()
      handOn(finding)
    }
    let rest = waiting
    waiting.removeAll()
    for finding in rest { handOn(finding) }
  }
}
