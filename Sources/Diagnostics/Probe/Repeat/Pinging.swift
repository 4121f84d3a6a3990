public import Platform
import Sockets
import Wire

/// Asks the same ports again and again: `--ping`.
public enum Pinging {
  public enum Event: Sendable {
    /// `round` says which one of the port, from 1.
    case probe(ProbeFinding)
    case summary(PingSummary)
    case failure(target: String, message: String)
  }

  /// Asks all ports of the request, `ProbeRequest.mostRepeated` at most, every `interval`, `count`
  /// times or until a signal comes; then each port's summary follows. Answers with the signal.
  public static func run(
    _ request: ProbeRequest, count: Int?, interval: Duration, event: (Event) -> Void
  ) throws(SystemError) -> Int32? {
    DescriptorLimit.raise()
    let loop = try EventLoop()
    return withoutActuallyEscaping(event) { event in
      let event = Confined(event)
      loop.run(interruption: .bySignals) { loop in
        await ping(request, count, interval, on: loop, event.value)
      }
      return loop.interruptedBy
    }
  }

  private static func ping(
    _ request: ProbeRequest, _ count: Int?, _ interval: Duration, on loop: EventLoop,
    _ event: (Event) -> Void
  ) async {
    var making = PlanMaking(request)
    var failures: [(String, String)] = []
    await making.run(on: loop) { failures.append(($0, $1)) }
    for (target, message) in failures { event(.failure(target: target, message: message)) }
    let ports = SinglePort.all(making)
    let options = (try? request.socketOptions()) ?? SocketOptions()
    var tallies = ports.map { PingTally($0) }
    var round = 1
    var due = Instant.now
    while !ports.isEmpty, round <= count ?? .max, !Task.isCancelled {
      let found = await ask(ports, request, options, on: loop)
      // What was cut off by the signal is no loss.
      if Task.isCancelled { break }
      for (index, found) in found.sorted(by: { $0.0 < $1.0 }) {
        var finding = found
        finding.round = round
        finding.time = WallClock.text
        tallies[index].add(finding, at: .now)
        event(.probe(finding))
      }
      round += 1
      due = max(due + interval, .now + (.zero - interval))
      if round <= count ?? .max { _ = try? await loop.sleep(until: Deadline(at: due)) }
    }
    for tally in tallies { event(.summary(tally.summary(at: .now))) }
  }

  static func ask(
    _ ports: [SinglePort], _ request: ProbeRequest, _ options: SocketOptions, on loop: EventLoop
  ) async -> [(Int, ProbeFinding)] {
    await withTaskGroup(of: (Int, ProbeFinding).self) { group in
      for (index, port) in ports.enumerated() {
        group.addTask { (index, await port.ask(on: loop, request, options: options)) }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }
}

extension WallClock {
  /// The time of day in UTC: `2026-11-20T14:03:07Z`.
  static var text: String { "\(CivilTime(epochSeconds: now / 1_000_000_000))" }
}
