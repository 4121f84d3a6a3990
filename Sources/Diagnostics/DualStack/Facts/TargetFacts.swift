package import Addressing

/// What came of one target.
package struct TargetFacts: Encodable, Sendable {
  package var host: String
  package var port: UInt16
  /// The verdict of this target alone; set where there are several.
  package var verdict: DualStackVerdict?
  package var lookup = TargetLookupFacts()
  package var v4: ConnectFacts?
  package var v6: ConnectFacts?
  package var race: RaceFacts?
  package var pmtu: PathMTUFacts?
  /// The target's IPv4 address through a translator; nil where that was not tried.
  package var nat64: ConnectFacts?

  package init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  package subscript(family: Family) -> ConnectFacts? {
    get { family == .ipv4 ? v4 : v6 }
    set { if family == .ipv4 { v4 = newValue } else { v6 = newValue } }
  }
}

/// How the system's own lookup went, as applications see it.
package struct TargetLookupFacts: Encodable, Hashable, Sendable {
  /// The addresses in the order in which applications try them (RFC 6724).
  package var addresses: [IPAddress] = []
  /// How long getaddrinfo took for IPv4 alone, for IPv6 alone; nil for a numeric target, or where it
  /// did not come back.
  package var aMS: Duration?
  package var aaaaMS: Duration?
  /// Why there is none: `EAI_NONAME`, `timeout`; nil where there is one, or none was made.
  package var aError: String?
  package var aaaaError: String?
  /// Whether the addresses are the name servers' own answers, because getaddrinfo took too long.
  package var isDirect: Bool?

  package init() {}
}

/// The race of happy eyeballs (RFC 8305 §5): who won, and when.
package struct RaceFacts: Encodable, Hashable, Sendable {
  /// The family of the winner; nil where nobody arrived.
  package var winner: Family?
  package var address: IPAddress?
  /// From the start of the race to its end.
  package var ms: Duration
  /// The head start of each attempt over the next.
  package var delayMS: Duration

  package init(winner: Family?, address: IPAddress? = nil, ms: Duration, delayMS: Duration) {
    self.winner = winner
    self.address = address
    self.ms = ms
    self.delayMS = delayMS
  }
}

/// The largest packets that reach the target whole.
package struct PathMTUFacts: Encodable, Hashable, Sendable {
  /// Bytes; nil where the target does not answer such probes.
  package var v4: Int?
  package var v6: Int?
  /// Whether larger IPv6 packets vanish without an ICMP message; nil where that cannot be told.
  package var blackhole: Bool?
  /// The router that said "packet too big"; nil where none had to.
  package var limitedBy: IPAddress?
  /// How long the measurement of IPv6, or else of IPv4, took.
  package var ms: Duration?

  package init(v4: Int? = nil, v6: Int? = nil, blackhole: Bool? = nil) {
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
