public import Platform
import Sockets

/// Asks the same ports again and again: `--ping`.
public enum Pinging {
  public enum Event: Sendable {
    /// The number of the round, from 1.
    case probe(Int, ProbeFinding)
    case summary(PingSummary)
    case failure(target: String, message: String)
  }

  /// Asks all ports of the request every `interval`, `count` times or until a signal comes; then each
  /// port's summary follows. Answers with the signal.
  public static func run(
    _ request: ProbeRequest, count: Int?, interval: Duration, event: (Event) -> Void
  ) throws(SystemError) -> Int32? {
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
      for (index, finding) in found.sorted(by: { $0.0 < $1.0 }) {
        tallies[index].add(finding)
        event(.probe(round, finding))
      }
      round += 1
      due = max(due + interval, .now + (.zero - interval))
      if round <= count ?? .max { _ = try? await loop.sleep(until: Deadline(at: due)) }
    }
    for tally in tallies { event(.summary(tally.summary)) }
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

/// What many probes of one port come to.
public struct PingSummary: Encodable, Sendable {
  public var host: String
  public var port: UInt16
  public var transport: ProbeTransport
  public var probes: Int
  public var open: Int
  /// Answered, but not open.
  public var refused: Int
  public var lost: Int
  public var min: Duration?
  public var p50: Duration?
  public var p95: Duration?
  public var max: Duration?
  /// The mean difference of neighbours (RFC 3550 §6.4.1, without its smoothing).
  public var jitter: Duration?
  /// Runs of probes that did not find the port open.
  public var outages: Int
  public var longestOutage: Int

  enum CodingKeys: String, CodingKey {
    case host, port, transport, probes, open, refused, lost
    case min = "min_ms"
    case p50 = "p50_ms"
    case p95 = "p95_ms"
    case max = "max_ms"
    case jitter = "jitter_ms"
    case outages
    case longestOutage = "longest_outage"
  }
}

/// Counts the probes of one port.
struct PingTally {
  private let port: SinglePort
  private var times: [Int64] = []
  private var probes = 0
  private var open = 0
  private var lost = 0
  private var outages = 0
  private var outage = 0
  private var longestOutage = 0

  init(_ port: SinglePort) { self.port = port }

  mutating func add(_ finding: ProbeFinding) {
    probes += 1
    if finding.reason == .silence { lost += 1 }
    if finding.state == .open, let latency = finding.latency {
      open += 1
      times.append(latency.wholeNanoseconds)
      outage = 0
    } else {
      if outage == 0 { outages += 1 }
      outage += 1
      longestOutage = max(longestOutage, outage)
    }
  }

  var summary: PingSummary {
    let sorted = times.sorted()
    // The nearest rank: the value that at least so many percent do not exceed.
    func percentile(_ percent: Int) -> Duration? {
      if sorted.isEmpty { return nil }
      let rank = (sorted.count * percent + 99) / 100
      return .nanoseconds(sorted[max(rank, 1) - 1])
    }
    let differences = zip(times, times.dropFirst()).map { abs($0 - $1) }
    let jitter =
      differences.isEmpty
      ? nil : Duration.nanoseconds(differences.reduce(0, +) / Int64(differences.count))
    return PingSummary(
      host: port.host, port: port.place.port, transport: port.transport, probes: probes,
      open: open, refused: probes - open - lost, lost: lost,
      min: sorted.first.map { .nanoseconds($0) }, p50: percentile(50), p95: percentile(95),
      max: sorted.last.map { .nanoseconds($0) }, jitter: jitter, outages: outages,
      longestOutage: longestOutage)
  }
}
