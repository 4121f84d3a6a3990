/// The codes that RIPE-631 gives help desks, so that a caller can read one out.
enum Helpdesk {
  static func code(_ verdict: DualStackVerdict, _ reason: DualStackReason?, _ facts: DualStackFacts)
    -> String?
  {
    switch verdict {
    case .dualStack: dualStack(facts)
    case .slowIPv6, .slowIPv4: dualStack(facts) + " slow"
    case .ipv4Only, .ipv6Disabled: facts.hasTeredo ? "4t" : "4"
    case .ipv6Only, .brokenIPv4: "6"
    case .ipv6OnlyNAT64: facts.isTunnelled ? "64t" : "64"
    case .brokenIPv6: reason == .pmtu ? dualStack(facts) + " mtu" : "112"
    case .targetV4Only, .targetV6Only, .offline, .unknown: nil
    }
  }

  private static func dualStack(_ facts: DualStackFacts) -> String {
    if facts.usesOldTunnel { return facts.hasTeredo ? "4t" : "624" }
    return facts.isTunnelled ? "46t" : "46"
  }
}
