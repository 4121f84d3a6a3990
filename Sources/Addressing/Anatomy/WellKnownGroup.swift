/// The multicast groups that one meets in captures and tables.
public enum WellKnownGroup {
  /// The name of a group; nil for the thousands of others. In IPv6 the scope does not matter where
  /// IANA gave the group out for all scopes.
  public static func name(of address: IPAddress) -> String? {
    switch address {
    case .v4(let address): ipv4[address.bits]
    case .v6(let address):
      linkLocal[address.bits]
        ?? anyScopeName(address)
    }
  }

  private static func anyScopeName(_ address: IPv6Address) -> String? {
    guard address.high | 0xf << 48 == 0xff0f << 48, address.low <= UInt32.max else { return nil }
    return anyScope[UInt32(address.low)]
  }

  private static let ipv4: [UInt32: String] = [
    0xe000_0001: "all hosts",
    0xe000_0002: "all routers",
    0xe000_0005: "OSPF routers",
    0xe000_0006: "OSPF designated routers",
    0xe000_0009: "RIPv2 routers",
    0xe000_000a: "EIGRP routers",
    0xe000_000d: "PIM routers",
    0xe000_0012: "VRRP",
    0xe000_0016: "IGMPv3 routers",
    0xe000_00fb: "mDNS",
    0xe000_00fc: "LLMNR",
    0xe000_0101: "NTP",
    0xe000_0181: "PTP",
    0xefff_fffa: "SSDP",
  ]

  private static let linkLocal: [UInt128: String] = [
    0xff01 << 112 | 0x1: "all nodes (interface)",
    0xff02 << 112 | 0x1: "all nodes",
    0xff01 << 112 | 0x2: "all routers (interface)",
    0xff02 << 112 | 0x2: "all routers",
    0xff05 << 112 | 0x2: "all routers (site)",
    0xff02 << 112 | 0x5: "OSPF routers",
    0xff02 << 112 | 0x6: "OSPF designated routers",
    0xff02 << 112 | 0x9: "RIPng routers",
    0xff02 << 112 | 0xa: "EIGRP routers",
    0xff02 << 112 | 0xd: "PIM routers",
    0xff02 << 112 | 0x12: "VRRP",
    0xff02 << 112 | 0x16: "MLDv2 routers",
    0xff02 << 112 | 0x1_0002: "DHCP servers and relays",
    0xff02 << 112 | 0x1_0003: "LLMNR",
    0xff05 << 112 | 0x1_0003: "DHCP servers",
  ]

  /// Groups below ff0x:: that IANA gave out for every scope x.
  private static let anyScope: [UInt32: String] = [
    0xc: "SSDP", 0xfb: "mDNS", 0x101: "NTP", 0x181: "PTP",
  ]
}
