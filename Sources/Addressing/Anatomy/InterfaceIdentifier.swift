/// What the lower 64 bits of a unicast IPv6 address give away about how they were chosen (RFC 7707
/// §3.1). A guess where no bits mark the kind: chance makes any value, seldom.
public enum InterfaceIdentifier: Hashable, Sendable {
  /// Made of a MAC address (RFC 4291 appendix A).
  case eui64(MACAddress)
  /// An IPv4 address behind 0:5efe (RFC 5214 §6.1).
  case isatap(IPv4Address)
  /// All zeros: the routers of the subnet (RFC 4291 §2.6.1).
  case subnetRouterAnycast
  /// The highest 128 identifiers of a subnet are for anycast (RFC 2526 §2); 126 is home agents.
  case reservedAnycast(UInt8)
  /// A number up to 65,535, typed by a person or counted by a server.
  case lowByte(UInt16)
  /// An IPv4 address as the last 32 bits, or as four groups that read as its octets.
  case embeddedIPv4(IPv4Address)
  /// No pattern: privacy extensions (RFC 8981), stable opaque (RFC 7217) or cryptographic.
  case random

  /// `eui64`, `isatap`, …: the word for a report.
  public var name: String {
    switch self {
    case .eui64: "eui64"
    case .isatap: "isatap"
    case .subnetRouterAnycast: "subnet_router_anycast"
    case .reservedAnycast: "reserved_anycast"
    case .lowByte: "low_byte"
    case .embeddedIPv4: "embedded_ipv4"
    case .random: "random"
    }
  }
}

extension IPv6Address {
  /// The kind of interface identifier; nil where the lower half is none: in multicast, in ::/3
  /// (RFC 4291 §2.5.1), and in Teredo addresses, which have their own layout.
  public var interfaceIdentifier: InterfaceIdentifier? {
    guard high >> 61 != 0, !isMulticast, high >> 32 != 0x2001_0000 else { return nil }
    if low == 0 { return .subnetRouterAnycast }
    if let mac = MACAddress(interfaceIdentifier: low) { return .eui64(mac) }
    // The U/L bit says whether the IPv4 address is unique in the world.
    if low >> 32 & 0xfdff_ffff == 0x5efe {
      return .isatap(IPv4Address(bits: UInt32(low & 0xffff_ffff)))
    }
    // With the U/L bit of an EUI-64 clear, as RFC 2526 §2 has it, or all ones.
    if low | 0x0200_0000_0000_007f == .max { return .reservedAnycast(UInt8(low & 0x7f)) }
    if low <= 0xffff { return .lowByte(UInt16(low)) }
    if low >> 32 == 0 { return .embeddedIPv4(IPv4Address(bits: UInt32(low))) }
    return decimalOctets.map { .embeddedIPv4($0) } ?? .random
  }

  /// The octets that the last four groups spell in decimal: ::192:0:2:33 is 192.0.2.33.
  private var decimalOctets: IPv4Address? {
    var bits: UInt32 = 0
    for group in 4..<8 {
      var octet: UInt32 = 0
      for shift in [8, 4, 0] as [UInt16] {
        let digit = UInt32(self[group] >> shift & 15)
        guard digit < 10 else { return nil }
        octet = octet * 10 + digit
      }
      guard octet < 256, self[group] < 0x1000 else { return nil }
      bits = bits << 8 | octet
    }
    return bits >> 24 == 0 ? nil : IPv4Address(bits: bits)
  }
}
