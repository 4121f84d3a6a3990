public import Addressing

/// What the address that packets leave with says by itself about a NAT on their way.
public enum SourceClass: String, Hashable, Sendable, Encodable {
  /// RFC 1918.
  case privateUse = "private"
  /// 100.64.0.0/10, between a provider's customers and its NAT (RFC 6598).
  case carrier = "carrier-nat"
  /// 192.0.0.0/29: IPv4 carried over IPv6 by DS-Lite or CLAT (RFC 6333, RFC 7335).
  case carriedOverIPv6 = "ds-lite-or-clat"
  /// 169.254.0.0/16 and fe80::/10 (RFC 3927, RFC 4291).
  case linkLocal = "link-local"
  /// fc00::/7 (RFC 4193).
  case uniqueLocal = "unique-local"
  /// 64:ff9b::/96 and 64:ff9b:1::/48 (RFC 6052, RFC 8215).
  case nat64
  case teredo
  case sixToFour = "6to4"
  case documentation
  case benchmarking
  case loopback
  /// Multicast, reserved, unspecified: no source at all.
  case reserved
  case global

  public init(_ address: IPAddress) {
    self =
      switch AddressKind(address) {
      case .privateUse: .privateUse
      case .shared: .carrier
      case .linkLocal: .linkLocal
      case .uniqueLocal: .uniqueLocal
      case .nat64: .nat64
      case .teredo: .teredo
      case .sixToFour: .sixToFour
      case .documentation: .documentation
      case .benchmarking: .benchmarking
      case .loopback: .loopback
      case .global: .global
      case .public: Self.isCarriedOverIPv6(address) ? .carriedOverIPv6 : .global
      case .unspecified, .multicast, .broadcast, .reserved, .siteLocal, .mapped: .reserved
      }
  }

  /// 192.0.0.0/29, the ends of a tunnel or translator of IPv4 over IPv6.
  static func isCarriedOverIPv6(_ address: IPAddress) -> Bool {
    if case .v4(let four) = address { four.bits >> 3 == 0xC000_0000 >> 3 } else { false }
  }

  /// Whether hosts of the open Internet could answer to it.
  public var isRoutable: Bool {
    switch self {
    // Documentation prefixes are what laboratories take in place of global ones.
    case .global, .sixToFour, .teredo, .documentation: true
    case .privateUse, .carrier, .carriedOverIPv6, .linkLocal, .uniqueLocal, .nat64, .benchmarking,
      .loopback, .reserved:
      false
    }
  }
}
