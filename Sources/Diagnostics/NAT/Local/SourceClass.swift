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
    switch address {
    case .v4(let four): self = Self.of(four.bits)
    case .v6(let six): self = Self.of(six)
    }
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

  private static func of(_ bits: UInt32) -> SourceClass {
    let rows: [(network: UInt32, length: UInt32, kind: SourceClass)] = [
      (0xC000_0000, 29, .carriedOverIPv6), (0xC000_0200, 24, .documentation),
      (0xC633_6400, 24, .documentation), (0xCB00_7100, 24, .documentation),
      (0xC0A8_0000, 16, .privateUse), (0xA9FE_0000, 16, .linkLocal),
      (0xC612_0000, 15, .benchmarking), (0xAC10_0000, 12, .privateUse),
      (0x6440_0000, 10, .carrier), (0x0A00_0000, 8, .privateUse), (0x7F00_0000, 8, .loopback),
      (0x0000_0000, 8, .reserved), (0xE000_0000, 3, .reserved),
    ]
    return rows.first { bits >> (32 - $0.length) == $0.network >> (32 - $0.length) }?.kind
      ?? .global
  }

  private static func of(_ address: IPv6Address) -> SourceClass {
    let rows: [(high: UInt64, length: UInt64, kind: SourceClass)] = [
      (0x0064_FF9B_0001_0000, 48, .nat64), (0x2001_0DB8_0000_0000, 32, .documentation),
      (0x2001_0000_0000_0000, 32, .teredo), (0x3FFF_0000_0000_0000, 20, .documentation),
      (0x2002_0000_0000_0000, 16, .sixToFour), (0xFE80_0000_0000_0000, 10, .linkLocal),
      (0xFF00_0000_0000_0000, 8, .reserved), (0xFC00_0000_0000_0000, 7, .uniqueLocal),
    ]
    if address.bits >> 32 == 0x0064_FF9B << 64 { return .nat64 }
    if address.bits == 1 { return .loopback }
    if let row = rows.first(where: {
      address.high >> (64 - $0.length) == $0.high >> (64 - $0.length)
    }) {
      return row.kind
    }
    // RFC 4291 §2.4: 2000::/3 is what has been given out.
    return address.high >> 61 == 1 ? .global : .reserved
  }
}
