public import Addressing

/// What an address is for, in one word: the one table of Diagnostics, from which `SourceClass` and
/// `AddressFacts.Kind` take what they need.
public enum AddressKind: String, Hashable, Sendable, Encodable {
  case unspecified
  case loopback
  case linkLocal = "link-local"
  case privateUse = "private"
  /// Carrier-grade NAT (RFC 6598).
  case shared
  case documentation
  case benchmarking
  case multicast
  case broadcast
  case reserved
  /// An IPv4 address of the open Internet.
  case `public`
  /// IPv6 global unicast.
  case global = "gua"
  case uniqueLocal = "ula"
  case siteLocal = "site-local"
  case mapped = "ipv4-mapped"
  /// RFC 6052, RFC 8215.
  case nat64
  case sixToFour = "6to4"
  case teredo

  public init(_ address: IPAddress) {
    switch address {
    case .v4(let four): self = Self.kind(of: four.bits)
    case .v6(let six): self = Self.kind(of: six)
    }
  }

  private static func kind(of bits: UInt32) -> AddressKind {
    ipv4.first { (bits ^ $0.network).leadingZeroBitCount >= $0.length }?.kind ?? .public
  }

  private static func kind(of address: IPv6Address) -> AddressKind {
    if address.bits <= 1 { return address.bits == 0 ? .unspecified : .loopback }
    return ipv6.first { $0.network.contains(address) }?.kind ?? .reserved
  }

  /// The longest first.
  private static let ipv4: [(network: UInt32, length: Int, kind: AddressKind)] = [
    (0xFFFF_FFFF, 32, .broadcast), (0xC000_0200, 24, .documentation),
    (0xC633_6400, 24, .documentation), (0xCB00_7100, 24, .documentation),
    (0xA9FE_0000, 16, .linkLocal), (0xC0A8_0000, 16, .privateUse),
    (0xC612_0000, 15, .benchmarking), (0xAC10_0000, 12, .privateUse),
    (0x6440_0000, 10, .shared), (0x0000_0000, 8, .unspecified), (0x0A00_0000, 8, .privateUse),
    (0x7F00_0000, 8, .loopback), (0xE000_0000, 4, .multicast), (0xF000_0000, 4, .reserved),
  ]

  /// What lies in another stands before it.
  private static let ipv6: [(network: IPv6Prefix, kind: AddressKind)] = [
    (.mappedIPv4, .mapped), (NAT64.wellKnown, .nat64), (NAT64.local, .nat64),
    (IPv6Prefix(0x2001, 0x0DB8, length: 32), .documentation),
    (IPv6Prefix(0x2001, length: 32), .teredo), (IPv6Prefix(0x3FFF, length: 20), .documentation),
    (IPv6Prefix(0x2002, length: 16), .sixToFour), (IPv6Prefix(0xFE80, length: 10), .linkLocal),
    (IPv6Prefix(0xFEC0, length: 10), .siteLocal), (IPv6Prefix(0xFF00, length: 8), .multicast),
    (IPv6Prefix(0xFC00, length: 7), .uniqueLocal), (IPv6Prefix(0x2000, length: 3), .global),
  ]
}
