import Addressing

/// The words of a verdict.
enum VerdictText {
  static func words(_ kind: SourceClass) -> String {
    switch kind {
    case .privateUse: "a private address (RFC 1918)"
    case .carrier: "an address of a provider's NAT (RFC 6598)"
    case .carriedOverIPv6: "an address of DS-Lite or CLAT (RFC 7335): IPv4 is carried over IPv6"
    case .linkLocal: "a link-local address, which no router forwards"
    case .uniqueLocal: "a unique local address (RFC 4193)"
    case .nat64: "an address of NAT64 (RFC 6052)"
    case .teredo: "a Teredo tunnel's address (RFC 4380)"
    case .sixToFour: "a 6to4 tunnel's address (RFC 3056)"
    case .documentation: "an address of the documentation blocks"
    case .benchmarking: "an address of the benchmarking block (RFC 2544)"
    case .loopback: "a loopback address"
    case .reserved: "an address that is not in use"
    case .global: "a global address"
    }
  }

  static func summary(of verdict: NATVerdict, _ evidence: NATEvidence) -> String {
    var text = sentence(verdict, evidence)
    if evidence.path.isTunnel, let interface = evidence.path.interface {
      text += "; this is about the far end of the tunnel \(interface)"
    }
    return text
  }

  private static func sentence(_ verdict: NATVerdict, _ evidence: NATEvidence) -> String {
    let likely = verdict.confidence == .certain ? "" : "probably "
    let outside = verdict.external.map { ", seen as \($0)" } ?? ""
    switch verdict.kind {
    case .some(.none):
      let address = verdict.external.map { " \($0)" } ?? ""
      return evidence.consensus.external == nil
        ? "\(likely)public: packets leave from the global address\(address)"
        : "public: the Internet sees this host's own address\(address)"
          + (verdict.filtering == nil ? "" : ", and lets packets in")
    case .firewall:
      return "public address\(outside), behind a firewall that only lets answers in"
    case .nat: return "\(likely)behind one NAT\(outside)"
    case .double: return "\(likely)behind two NATs\(outside)"
    case .cgnat: return "\(likely)behind a provider's NAT (CGNAT)\(outside)"
    case .nat66: return "behind NAT66\(outside): addresses are translated"
    case .nptv6: return "behind prefix translation (NPTv6)\(outside)"
    case .udpBlocked: return "UDP is blocked\(outside)"
    case nil: return untold(evidence)
    }
  }

  private static func untold(_ evidence: NATEvidence) -> String {
    let path = evidence.path
    if evidence.consensus.hasConflict {
      return "could not tell: the servers contradict each other and none is outvoted"
    }
    guard path.source != nil else {
      return "could not tell: no way out (\(path.failure ?? "no address"))"
    }
    guard !path.defaultRoutes.isEmpty else { return "could not tell: no default route" }
    return switch path.sourceClass {
    case .uniqueLocal:
      "could not tell: a unique local address reaches the Internet through NAT66 or NPTv6 only"
    case .loopback: "could not tell: the server is this host, which sees no NAT"
    case .linkLocal: "could not tell: only a link-local address, so no router will forward"
    default: "could not tell"
    }
  }
}
