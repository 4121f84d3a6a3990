/// What a verdict means for the person at the keyboard, and what to do about it.
public struct NATMeaning: Hashable, Sendable, Encodable {
  /// Whether others can connect to a server here.
  public var hosting: String
  /// Whether programs such as calls and games reach each other directly.
  public var holePunching: String
  public var portForwarding: String
  public var advice: [String]

  /// nil where there is no verdict to explain.
  public init?(_ verdict: NATVerdict, _ evidence: NATEvidence) {
    guard let kind = verdict.kind else { return nil }
    hosting = Self.hosting(kind)
    holePunching = Self.holePunching(kind, verdict.mapping, verdict.filtering)
    portForwarding = Self.portForwarding(kind)
    advice = Self.advice(kind, verdict, evidence)
  }

  private static func hosting(_ kind: NATKind) -> String {
    switch kind {
    case .none: "others can connect to servers on this host"
    case .firewall: "others can connect once the firewall has a rule for it"
    case .nat: "others can connect once the router forwards a port to this host"
    case .double: "others can connect only if both routers forward the port"
    case .cgnat: "nobody can connect over IPv4: the provider's NAT forwards no ports to customers"
    case .nat66: "others can connect only if the router forwards a port"
    case .nptv6: "others can connect through the translated address, where the firewall allows it"
    case .udpBlocked: "nobody can reach a UDP server here"
    }
  }

  private static func holePunching(
    _ kind: NATKind, _ mapping: Dependence?, _ filtering: Dependence?
  ) -> String {
    switch (kind, mapping) {
    case (.none, _): return "not needed: peers can send at once"
    case (.udpBlocked, _): return "impossible: calls and games need a relay over TCP"
    case (.firewall, _), (.nptv6, _): return "works with every peer that knows our address"
    case (_, nil): return "not measured: that takes a STUN server outside"
    case (_, .endpointIndependent):
      return filtering == .endpointIndependent
        ? "works with every peer, and peers can send first"
        : "works with every peer whose own NAT is not symmetric"
    case (_, .addressDependent), (_, .addressAndPortDependent):
      return "works only with peers on open addresses: others need a relay (TURN)"
    }
  }

  private static func portForwarding(_ kind: NATKind) -> String {
    switch kind {
    case .none: "not needed"
    case .firewall: "not needed: open the port in the firewall"
    case .nat, .nat66: "on the router, or by UPnP, NAT-PMP or PCP where it allows them"
    case .double: "on both routers"
    case .cgnat: "no use: the router's outside is not the Internet"
    case .nptv6: "not needed: each host has an outside address of its own"
    case .udpBlocked: "no use while UDP is blocked"
    }
  }

  private static func advice(
    _ kind: NATKind, _ verdict: NATVerdict, _ evidence: NATEvidence
  ) -> [String] {
    var advice: [String] = []
    switch kind {
    case .none, .firewall, .nptv6: break
    case .nat:
      if evidence.gateway?.hasAnswered == true {
        advice.append(
          "let the program ask for a port: the router answers to port mapping protocols")
      }
    case .double:
      advice.append("put one of the two routers into bridge mode, so that one NAT remains")
    case .cgnat:
      advice.append(
        "offer services over IPv6, ask the provider for a public address, or use a relay")
    case .nat66:
      advice.append("give hosts global addresses: IPv6 has enough of them to do without NAT")
    case .udpBlocked:
      advice.append("ask whoever runs the network to let UDP out, or use services over TCP 443")
    }
    switch verdict.mapping {
    case .addressDependent, .addressAndPortDependent:
      advice.append(
        "look for a setting such as 'endpoint-independent NAT' or 'full cone' in the router")
    case .endpointIndependent, nil: break
    }
    if evidence.consensus.external == nil, kind != .udpBlocked {
      advice.append("only a server outside can confirm it: netkit nat --stun HOST")
    }
    return advice
  }
}
