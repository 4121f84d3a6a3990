public import Addressing

/// All that is known of one host at the end: counts, round trips, and the uninteresting ports as
/// ranges, complete, so that nothing is lost.
public struct HostSummary: Encodable, Sendable {
  public var host: String
  public var address: ScopedAddress
  public var transport: ProbeTransport
  public var counts: StateCounts
  /// The fastest and the mean answer; nil when nothing answered.
  public var roundTrip: RoundTripSummary?
  public var warnings: [HostWarning]
  /// The ports in each state as ranges; nil for none. Together they are all that have a verdict.
  public var openPorts: PortSet?
  public var closedPorts: PortSet?
  public var filteredPorts: PortSet?
  public var openOrFilteredPorts: PortSet?
  public var unreachablePorts: PortSet?
  public var errorPorts: PortSet?
  /// Whether every port was asked to the end.
  public var isComplete: Bool
  /// Ports by what was said of them, the most frequent first, for the table's last line.
  public var reasons: [ReasonCount]

  /// The ports in a state; nil for none.
  public func ports(in state: PortState) -> PortSet? {
    switch state {
    case .open: openPorts
    case .closed: closedPorts
    case .filtered: filteredPorts
    case .openOrFiltered: openOrFilteredPorts
    case .unreachable: unreachablePorts
    case .error: errorPorts
    }
  }
}

/// How many ports are in each state.
public struct StateCounts: Encodable, Sendable, Hashable {
  public var open = 0
  public var closed = 0
  public var filtered = 0
  public var openOrFiltered = 0
  public var unreachable = 0
  public var error = 0

  public init() {}

  public var total: Int { open + closed + filtered + openOrFiltered + unreachable + error }

  public subscript(state: PortState) -> Int {
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
public struct RoundTripSummary: Encodable, Sendable {
  public var least: Duration
  public var mean: Duration

  enum CodingKeys: String, CodingKey {
    case least = "min_ms"
    case mean = "mean_ms"
  }
}

/// How many ports a reason holds for.
public struct ReasonCount: Encodable, Sendable, Hashable {
  public var state: PortState
  public var reason: ProbeReason
  public var icmp: ICMPFact?
  public var count: Int
}

/// What the user should know of a host beside its ports.
public enum HostWarning: String, Encodable, Sendable, CaseIterable {
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
  public var words: String {
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
public struct ProbeSummary: Encodable, Sendable {
  public var hosts = 0
  public var hostsWithOpenPorts = 0
  public var probes = UInt64(0)
  public var sent = UInt64(0)
  public var counts = StateCounts()
  public var elapsed = Duration.zero
  public var isInterrupted = false
  /// What the shuffling of ports started from, in decimal digits: as a number many readers of JSON
  /// would round it.
  public var seed = "0"
  /// What could not be begun: names that could not be looked up.
  public var failures = 0
  /// Open ports whose answer was not the expected one.
  public var unexpected = 0

  public init() {}
}
