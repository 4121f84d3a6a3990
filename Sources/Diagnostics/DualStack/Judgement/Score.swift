/// The two scores of test-ipv6.com, 0 to 10: the lowest that any symptom allows.
public struct Score: Encodable, Hashable, Sendable {
  /// How well off this machine is when sites add IPv6 to their IPv4.
  public var transition: Int
  /// How well off it is when sites give IPv4 up.
  public var ipv6Only: Int

  public init(_ transition: Int, _ ipv6Only: Int) {
    self.transition = transition
    self.ipv6Only = ipv6Only
  }

  /// nil where the facts do not reach that far.
  init?(_ verdict: DualStackVerdict, _ reason: DualStackReason?, _ facts: DualStackFacts) {
    guard var score = Self.base(verdict, reason, facts) else { return nil }
    if verdict.hasIPv6 == true, facts.usesOldTunnel { score.limit(7, 7) }
    for target in facts.targets {
      // Five seconds are slow for test-ipv6.com, whatever the other family does.
      if let time = target.v6?.ms, target.v6?.isConnected == true, time > .seconds(5) {
        score.limit(10, 5)
      }
      if let time = target.v4?.ms, target.v4?.isConnected == true, time > .seconds(5) {
        score.limit(5, 10)
      }
    }
    self = score
  }

  private static func base(
    _ verdict: DualStackVerdict, _ reason: DualStackReason?, _ facts: DualStackFacts
  ) -> Score? {
    switch verdict {
    case .dualStack: facts.hasOnlyIPv4Servers ? Score(10, 9) : Score(10, 10)
    case .slowIPv6, .slowIPv4: Score(7, 7)
    case .ipv4Only, .ipv6Disabled: Score(10, 0)
    case .ipv6Only: Score(0, 10)
    case .ipv6OnlyNAT64: Score(7, 10)
    case .brokenIPv6: brokenIPv6(reason, facts)
    case .brokenIPv4: reason == .dns ? Score(10, 10) : Score(0, 10)
    case .offline: Score(0, 0)
    case .targetV4Only, .targetV6Only, .unknown: nil
    }
  }

  private static func brokenIPv6(_ reason: DualStackReason?, _ facts: DualStackFacts) -> Score {
    switch reason {
    case .pmtu: return Score(1, 1)
    case .dns:
      // The way itself is whole: only a name server is amiss.
      if facts.state(of: .ipv6).isProven {
        return facts.dns.contains { $0.status == .aaaaBroken } ? Score(3, 3) : Score(10, 9)
      }
      return Score(10, 0)
    default:
      // With happy eyeballs IPv4 still carries a dual-stack site; without IPv4 nothing does.
      return facts.state(of: .ipv4).isUp ? Score(10, 0) : Score(0, 0)
    }
  }

  private mutating func limit(_ transition: Int, _ ipv6Only: Int) {
    self.transition = min(self.transition, transition)
    self.ipv6Only = min(self.ipv6Only, ipv6Only)
  }
}

extension DualStackFacts {
  private func kinds(_ isWanted: (AddressFacts.Kind) -> Bool) -> Bool {
    interfaces.contains { $0.addresses.contains { $0.isReady && isWanted($0.kind) } }
  }

  /// Whether all the IPv6 there is comes through Teredo or 6to4.
  var usesOldTunnel: Bool { !kinds { $0 == .gua || $0 == .ula } && (hasTeredo || hasSixToFour) }
  var hasTeredo: Bool { kinds { $0 == .teredo } }
  var hasSixToFour: Bool { kinds { $0 == .sixToFour } }

  /// Whether the default route of IPv6 leads into a tunnel.
  var isTunnelled: Bool {
    let tunnels: Set<String> = ["sit", "ip6tnl", "gre", "ip6gre", "tun", "ipip", "wireguard"]
    let name = routes.first { $0.family == .ipv6 && $0.kind == .unicast }?.interface
    return interfaces.contains { $0.name == name && tunnels.contains($0.kind ?? "") }
  }

  /// Whether names are asked for over IPv4 alone, as far as that can be seen.
  var hasOnlyIPv4Servers: Bool {
    !dns.isEmpty && dns.allSatisfy { $0.family == .ipv4 && !$0.isLocal }
  }
}
