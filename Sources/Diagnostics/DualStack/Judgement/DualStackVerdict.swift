/// The answer in one word: what this machine's two families are good for.
public enum DualStackVerdict: String, Encodable, Hashable, Sendable, CaseIterable {
  case dualStack = "dual-stack"
  /// Both work, but IPv6 takes so long that happy eyeballs give it up.
  case slowIPv6 = "dual-stack-slow-ipv6"
  case slowIPv4 = "dual-stack-slow-ipv4"
  case ipv4Only = "ipv4-only"
  /// Switched off on this machine, or not in its kernel.
  case ipv6Disabled = "ipv6-disabled"
  case ipv6Only = "ipv6-only"
  /// IPv6 alone, and IPv4 hosts are reached through a translator.
  case ipv6OnlyNAT64 = "ipv6-only-nat64"
  /// There, but not usable: the worst case, for applications try it first.
  case brokenIPv6 = "broken-ipv6"
  case brokenIPv4 = "broken-ipv4"
  /// The machine seems to have both, the target has no IPv6 address.
  case targetV4Only = "target-v4-only"
  case targetV6Only = "target-v6-only"
  case offline
  /// The network works, but the target answers over neither family.
  case unknown

  /// Whether IPv6 works here; nil where that could not be told.
  public var hasIPv6: Bool? {
    switch self {
    case .dualStack, .slowIPv6, .slowIPv4, .ipv6Only, .ipv6OnlyNAT64, .brokenIPv4, .targetV6Only:
      true
    case .ipv4Only, .ipv6Disabled, .brokenIPv6, .targetV4Only: false
    case .offline, .unknown: nil
    }
  }
}

/// Why a verdict is not a better one.
public enum DualStackReason: String, Encodable, Hashable, Sendable, CaseIterable {
  /// Nothing comes back.
  case dropped
  /// Somebody says no: an ICMP message or a reset.
  case rejected
  /// There is an address, but no way out.
  case noRoute = "no-route"
  /// The gateway does not answer neighbour discovery.
  case gatewayDead = "gateway-dead"
  /// Duplicate detection still runs, or found another host with the address.
  case addressNotReady = "address-not-ready"
  /// A name server does not answer over the family, or not for its addresses.
  case dns
  /// Large packets vanish.
  case pmtu
  /// The connection takes long.
  case latency
  /// The first packet of a connection is lost, and is repeated after a second.
  case firstPacketLost = "first-packet-lost"
  /// The kernel has no IPv6.
  case noKernelSupport = "no-kernel-support"
  /// Switched off by `disable_ipv6`.
  case switchedOff = "switched-off"
  /// Neither family's network is at fault: the target itself does not answer.
  case target

  /// Whether it lies on this machine or its link, so that no target can be blamed.
  var isLocal: Bool {
    switch self {
    case .noRoute, .gatewayDead, .addressNotReady, .noKernelSupport, .switchedOff: true
    case .dropped, .rejected, .dns, .pmtu, .latency, .firstPacketLost, .target: false
    }
  }
}

/// What the verdict rests on.
public enum Basis: String, Encodable, Hashable, Sendable {
  /// Connections to the targets.
  case connect
  /// Answers of name servers on the network.
  case dns
  /// The configuration of this machine alone.
  case local
}
