/// What stands between this host and the open Internet.
public enum NATKind: String, Hashable, Sendable, Encodable, CaseIterable {
  /// The host has a public address and takes what is sent to it.
  case none
  /// A public address, behind something that lets answers in and nothing else.
  case firewall
  /// One translator, mostly the home router.
  case nat
  /// Two translators of one's own, such as a router behind a provider's box.
  case double
  /// A provider's NAT that many customers share (RFC 6888), DS-Lite included.
  case cgnat
  /// IPv6 addresses and ports translated.
  case nat66
  /// The prefix translated, the rest of the address kept (RFC 6296).
  case nptv6
  /// No UDP gets out, or no answer back in.
  case udpBlocked = "udp-blocked"
}

/// How much stands behind a claim.
public enum Confidence: String, Hashable, Sendable, Encodable, Comparable {
  /// One sign that has other explanations.
  case weak
  /// One good witness.
  case likely
  /// Independent witnesses that agree.
  case certain

  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .weak: 0
    case .likely: 1
    case .certain: 2
    }
  }
}

/// Which destinations share a mapping, or whose packets pass a mapping (RFC 4787 §4.1, §5).
public enum Dependence: String, Hashable, Sendable, Encodable, CaseIterable {
  case endpointIndependent = "endpoint-independent"
  case addressDependent = "address-dependent"
  case addressAndPortDependent = "address-and-port-dependent"
}

/// An observation that says something about translators, independent of the others.
public struct Witness: Hashable, Sendable, Encodable {
  public var name: Name
  public var confidence: Confidence
  /// A sentence with the addresses in it.
  public var text: String

  public enum Name: String, Hashable, Sendable, Encodable {
    case localAddress = "local-address"
    case mappedAddress = "mapped-address"
    case routerDiffers = "router-wan-differs"
    case routerAgrees = "router-wan-agrees"
    case routerInCarrierSpace = "router-wan-carrier-nat"
    case routerPrivate = "router-wan-private"
    case pcpMismatch = "pcp-address-mismatch"
    case mappedHops = "mapped-address-hops"
    case carrierHop = "carrier-nat-hop"
    case privateHop = "private-hop"
    case silence = "udp-silence"
  }
}
