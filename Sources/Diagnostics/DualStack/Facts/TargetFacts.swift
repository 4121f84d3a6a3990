public import Addressing

/// What came of one target.
public struct TargetFacts: Encodable, Sendable {
  public var host: String
  public var port: UInt16
  /// The verdict of this target alone; set where there are several.
  public var verdict: DualStackVerdict?
  public var lookup = TargetLookupFacts()
  public var v4: ConnectFacts?
  public var v6: ConnectFacts?
  public var race: RaceFacts?
  public var pmtu: PathMTUFacts?
  /// The target's IPv4 address through a translator; nil where that was not tried.
  public var nat64: ConnectFacts?

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  public subscript(family: Family) -> ConnectFacts? {
    get { family == .ipv4 ? v4 : v6 }
    set { if family == .ipv4 { v4 = newValue } else { v6 = newValue } }
  }
}

/// How the system's own lookup went, as applications see it.
public struct TargetLookupFacts: Encodable, Hashable, Sendable {
  /// The addresses in the order in which applications try them (RFC 6724).
  public var addresses: [IPAddress] = []
  /// How long getaddrinfo took for IPv4 alone, for IPv6 alone; nil for a numeric target, or where it
  /// did not come back.
  public var aMS: Duration?
  public var aaaaMS: Duration?
  /// Why there is none: `EAI_NONAME`, `timeout`; nil where there is one, or none was made.
  public var aError: String?
  public var aaaaError: String?
  /// Whether the addresses are the name servers' own answers, because getaddrinfo took too long.
  public var isDirect: Bool?

  public init() {}
}

/// The race of happy eyeballs (RFC 8305 §5): who won, and when.
public struct RaceFacts: Encodable, Hashable, Sendable {
  /// The family of the winner; nil where nobody arrived.
  public var winner: Family?
  public var address: IPAddress?
  /// From the start of the race to its end.
  public var ms: Duration
  /// The head start of each attempt over the next.
  public var delayMS: Duration

  public init(winner: Family?, address: IPAddress? = nil, ms: Duration, delayMS: Duration) {
    self.winner = winner
    self.address = address
    self.ms = ms
    self.delayMS = delayMS
  }
}

/// The largest packets that reach the target whole.
public struct PathMTUFacts: Encodable, Hashable, Sendable {
  /// Bytes; nil where the target does not answer such probes.
  public var v4: Int?
  public var v6: Int?
  /// Whether larger IPv6 packets vanish without an ICMP message; nil where that cannot be told.
  public var blackhole: Bool?
  /// The router that said "packet too big"; nil where none had to.
  public var limitedBy: IPAddress?
  /// How long the measurement of IPv6, or else of IPv4, took.
  public var ms: Duration?

  public init(v4: Int? = nil, v6: Int? = nil, blackhole: Bool? = nil) {
    self.v4 = v4
    self.v6 = v6
    self.blackhole = blackhole
  }

  mutating func take(_ answer: PathMTUStage.Answer, of family: Family) {
    switch family {
    case .ipv4:
      v4 = answer.size
      ms = ms ?? answer.elapsed
    case .ipv6:
      v6 = answer.size
      blackhole = answer.hasBlackHole
      limitedBy = answer.limitedBy
      ms = answer.elapsed
    }
  }
}
