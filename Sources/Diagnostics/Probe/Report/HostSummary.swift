package import Addressing

/// All that is known of one host at the end: counts, round trips, and the uninteresting ports as
/// ranges, complete, so that nothing is lost.
package struct HostSummary: Encodable, Sendable {
  package var host: String
  package var address: ScopedAddress
  package var transport: ProbeTransport
  package var counts: StateCounts
  /// The fastest and the mean answer; nil when nothing answered.
  package var roundTrip: RoundTripSummary?
  package var warnings: [HostWarning]
  package var closedPorts: PortSet?
  package var filteredPorts: PortSet?
  package var openOrFilteredPorts: PortSet?
  package var unreachablePorts: PortSet?
  package var errorPorts: PortSet?
  /// Whether every port was asked to the end.
  package var isComplete: Bool
  /// Ports by what was said of them, the most frequent first, for the table's last line.
  package var reasons: [ReasonCount]
}

/// How many ports are in each state.
package struct StateCounts: Encodable, Sendable, Hashable {
  package var open = 0
  package var closed = 0
  package var filtered = 0
  package var openOrFiltered = 0
  package var unreachable = 0
  package var error = 0

  package init() {}

  package var total: Int { open + closed + filtered + openOrFiltered + unreachable + error }

  package subscript(state: PortState) -> Int {
    get {
      switch state {
      case .open: open
      case .closed: closed
      case .filtered: filtered
      case .openOrFiltered: openOrFiltered
      case .unreachable: unreachable
      case .error: error
      }
    }
    set {
      switch state {
      case .open: open = newValue
      case .closed: closed = newValue
      case .filtered: filtered = newValue
      case .openOrFiltered: openOrFiltered = newValue
      case .unreachable: unreachable = newValue
      case .error: error = newValue
      }
    }
  }

  mutating func add(_ other: StateCounts) {
    for state in PortState.allCases { self[state] += other[state] }
  }
}

/// Answers' times over one host.
package struct RoundTripSummary: Encodable, Sendable {
  package var least: Duration
  package var mean: Duration

  enum CodingKeys: String, CodingKey {
    case least = "min_ms"
    case mean = "mean_ms"
  }
}

/// How many ports a reason holds for.
package struct ReasonCount: Encodable, Sendable, Hashable {
  package var state: PortState
  package var reason: ProbeReason
  package var icmp: ICMPFact?
  package var count: Int
}

/// What the user should know of a host beside its ports.
package enum HostWarning: String, Encodable, Sendable, CaseIterable {
  /// Resets came at a steady rate whatever was asked: they are limited.
  case resetsLimited = "rst-limited"
  /// ICMP answers are limited, so that closed UDP ports look silent.
  case icmpLimited = "icmp-limited"
  /// Nearly everything opens.
  case tarpit = "tarpit-suspected"
  /// Answers were lost and asked for again.
  case lossy = "lossy"
  /// Interrupted before every port was asked to the end.
  case incomplete

  /// The warning as a sentence.
  package var words: String {
    switch self {
    case .resetsLimited: "the host limits its resets; closed ports were waited for"
    case .icmpLimited:
      "the host limits its ICMP messages, so closed ports look silent; --accurate waits for them"
    case .tarpit: "nearly every port opens: a tarpit or a proxy that accepts for others is likely"
    case .lossy: "packets were lost on the way and asked again"
    case .incomplete: "not every port was asked to the end"
    }
  }
}

/// The whole run.
package struct ProbeSummary: Encodable, Sendable {
  package var hosts = 0
  package var hostsWithOpenPorts = 0
  package var probes = UInt64(0)
  package var sent = UInt64(0)
  package var counts = StateCounts()
  package var elapsed = Duration.zero
  package var isInterrupted = false
  package var seed: UInt64 = 0
  /// What could not be begun: names that could not be looked up.
  package var failures = 0
  /// Open ports whose answer was not the expected one.
  package var unexpected = 0

  package init() {}
}
