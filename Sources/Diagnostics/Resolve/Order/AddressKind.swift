public import Addressing

/// What an address is for, in one word.
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
    let rows: [(network: UInt32, length: Int, kind: AddressKind)] = [
      (0xFFFF_FFFF, 32, .broadcast), (0xC000_0200, 24, .documentation),
      (0xC633_6400, 24, .documentation), (0xCB00_7100, 24, .documentation),
      (0xA9FE_0000, 16, .linkLocal), (0xC0A8_0000, 16, .privateUse),
      (0xC612_0000, 15, .benchmarking), (0xAC10_0000, 12, .privateUse),
      (0x6440_0000, 10, .shared), (0x0000_0000, 8, .unspecified), (0x0A00_0000, 8, .privateUse),
      (0x7F00_0000, 8, .loopback), (0xE000_0000, 4, .multicast), (0xF000_0000, 4, .reserved),
    ]
    return rows.first { (bits ^ $0.network).leadingZeroBitCount >= $0.length }?.kind ?? .public
  }

  private static func kind(of address: IPv6Address) -> AddressKind {
    if address.bits <= 1 { return address.bits == 0 ? .unspecified : .loopback }
    let wellKnown = IPv6Prefix(
      containing: IPv6Address(bits: 0x0064_FF9B << 96), length: 96)
    let rows: [(IPv6Prefix, AddressKind)] = [
      (.mappedIPv4, .mapped), (wellKnown, .nat64),
      (IPv6Prefix(containing: IPv6Address(bits: 0x0064_FF9B_0001 << 80), length: 48), .nat64),
      (IPv6Prefix(0x2001, 0x0DB8, length: 32), .documentation),
      (IPv6Prefix(0x2001, length: 32), .teredo), (IPv6Prefix(0x3FFF, length: 20), .documentation),
      (IPv6Prefix(0x2002, length: 16), .sixToFour), (IPv6Prefix(0xFE80, length: 10), .linkLocal),
      (IPv6Prefix(0xFEC0, length: 10), .siteLocal), (IPv6Prefix(0xFF00, length: 8), .multicast),
      (IPv6Prefix(0xFC00, length: 7), .uniqueLocal), (IPv6Prefix(0x2000, length: 3), .global),
    ]
    return rows.first { $0.0.contains(address) }?.1 ?? .reserved
  }
}
