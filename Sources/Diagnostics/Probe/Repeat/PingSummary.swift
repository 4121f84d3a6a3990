public import Addressing
import Platform
import Sockets

/// What many probes of one port come to.
public struct PingSummary: Encodable, Sendable {
  public var host: String
  public var address: ScopedAddress
  public var port: UInt16
  public var transport: ProbeTransport
  public var probes: Int
  public var open: Int
  /// Answered, but not open.
  public var refused: Int
  /// Without an answer.
  public var lost: Int
  /// Connecting or answering, over the probes that found the port open; nil where none did.
  public var min: Duration?
  public var p50: Duration?
  public var p95: Duration?
  public var max: Duration?
  /// The mean difference of neighbours (RFC 3550 §6.4.1, without its smoothing).
  public var jitter: Duration?
  /// Runs of probes that did not find the port open.
  public var outages: Int
  /// The one with the most probes; nil without any.
  public var longestOutage: Outage?

  /// Probes in a row that did not find the port open.
  public struct Outage: Encodable, Sendable {
    public var probes: Int
    /// When its first probe had ended, in UTC.
    public var since: String
    /// Until a probe found the port open again, or the last one of all.
    public var length: Duration

    enum CodingKeys: String, CodingKey {
      case probes, since
      case length = "length_ms"
    }
  }

  enum CodingKeys: String, CodingKey {
    case host, address, port, transport, probes, open, refused, lost
    case min = "min_ms"
    case p50 = "p50_ms"
    case p95 = "p95_ms"
    case max = "max_ms"
    case jitter = "jitter_ms"
    case outages, longestOutage
  }
}

/// Counts the probes of one port.
struct PingTally {
  private let port: SinglePort
  private var times: [Int64] = []
  private var probes = 0
  private var lost = 0
  private var outages = 0
  private var outage: (probes: Int, begin: Instant, since: String)?
  private var longest: PingSummary.Outage?

  init(_ port: SinglePort) { self.port = port }

  /// - Parameter now: when the probe had ended.
  mutating func add(_ finding: ProbeFinding, at now: Instant) {
    probes += 1
    if finding.state == .open, let latency = finding.latency {
      endOutage(now)
      times.append(latency.wholeNanoseconds)
      return
    }
    // A one-way service is silent as well.
    if finding.reason == .silence || finding.reason == .oneWay { lost += 1 }
    if outage == nil {
      outages += 1
      outage = (0, now, finding.time ?? "")
    }
    outage?.probes += 1
  }

  private mutating func endOutage(_ now: Instant) {
    longest = longestOutage(now)
    outage = nil
  }

  /// The longest so far, with the one that has not ended.
  private func longestOutage(_ now: Instant) -> PingSummary.Outage? {
    guard let outage, outage.probes > longest?.probes ?? 0 else { return longest }
    return PingSummary.Outage(
      probes: outage.probes, since: outage.since, length: now - outage.begin)
  }

  func summary(at now: Instant) -> PingSummary {
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
      host: port.host, address: port.address, port: port.place.port, transport: port.transport,
      probes: probes, open: times.count, refused: probes - times.count - lost, lost: lost,
      min: sorted.first.map { .nanoseconds($0) }, p50: percentile(50), p95: percentile(95),
      max: sorted.last.map { .nanoseconds($0) }, jitter: jitter, outages: outages,
      longestOutage: longestOutage(now))
  }
}
