/// How far an IPv6 address has a meaning (RFC 4007 §5), and what kind of address that makes it.
public enum IPv6Scope: String, Hashable, Sendable, Encodable {
  case unspecified
  case loopback
  case linkLocal = "link_local"
  /// fec0::/10, deprecated (RFC 3879).
  case siteLocal = "site_local"
  /// fc00::/7 (RFC 4193): global by the book, routed inside a site.
  case uniqueLocal = "unique_local"
  /// 2000::/3, all that has been given out so far.
  case global
  case multicast
  /// Not given out by the IETF yet, or for its own purposes.
  case reserved
}

extension IPv6Address {
  public var scope: IPv6Scope {
    if bits == 0 { return .unspecified }
    if bits == 1 { return .loopback }
    if isMulticast { return .multicast }
    if bits >> 118 == 0x3fa { return .linkLocal }
    if bits >> 118 == 0x3fb { return .siteLocal }
    if bits >> 121 == 0x7e { return .uniqueLocal }
    // Translators' prefixes stand outside 2000::/3.
    if bits >> 125 == 1 || NAT64.wellKnown.contains(self) { return .global }
    return .reserved
  }

  /// The group that neighbours solicit this address in: ff02::1:ff and its last 24 bits (RFC 4291
  /// §2.7.1). Nil for a multicast address and for ::, which nobody has.
  public var solicitedNodeGroup: IPv6Address? {
    guard !isMulticast, bits != 0 else { return nil }
    return IPv6Address(high: 0xff02 << 48, low: 0x1_ff00_0000 | low & 0xff_ffff)
  }
}

extension IPv6Prefix {
  /// How many /64 subnets are in it: 65536 in a /48. Nil when it is smaller than one.
  public var subnets: AddressCount? {
    length <= 64 ? AddressCount(powerOfTwo: 64 - length) : nil
  }
}
