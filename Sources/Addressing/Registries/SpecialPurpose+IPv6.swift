extension SpecialPurpose {
  /// The IPv6 registry (iana-ipv6-special-registry), multicast, and two blocks that were
  /// deprecated before there was a registry.
  static let ipv6: [SpecialPurpose] = [
    // ::/96
    row(
      IPv6Address(high: 0), 96, "IPv4-compatible (deprecated)",
      ["RFC4291"], nil, .ended),
    // ::/128
    row(
      IPv6Address(high: 0), 128, "Unspecified Address",
      ["RFC4291"], "2006-02", .sourceOnly),
    // ::1/128
    row(
      IPv6Address(high: 0, low: 1), 128, "Loopback Address",
      ["RFC4291"], "2006-02", .reservedNowhere),
    // ::ffff:0:0/96
    row(
      IPv6Address(high: 0, low: 0x0000_ffff_0000_0000), 96, "IPv4-mapped Address",
      ["RFC4291"], "2006-02", .reservedNowhere),
    // 64:ff9b::/96
    row(
      IPv6Address(high: 0x0064_ff9b_0000_0000), 96, "IPv4-IPv6 Translat.",
      ["RFC6052"], "2010-10", .everywhere),
    // 64:ff9b:1::/48
    row(
      IPv6Address(high: 0x0064_ff9b_0001_0000), 48, "IPv4-IPv6 Translat.",
      ["RFC8215"], "2017-06", .insideDomain),
    // 100::/64
    row(
      IPv6Address(high: 0x0100_0000_0000_0000), 64, "Discard-Only Address Block",
      ["RFC6666"], "2012-06", .insideDomain),
    // 100:0:0:1::/64
    row(
      IPv6Address(high: 0x0100_0000_0000_0001), 64, "Dummy IPv6 Prefix",
      ["RFC9780"], "2025-04",
      SpecialPurposeFlags(
        source: true, destination: false, forwardable: false, global: false)),
    // 2001::/23
    row(
      IPv6Address(high: 0x2001_0000_0000_0000), 23, "IETF Protocol Assignments",
      ["RFC2928"], "2000-09", .nowhere),
    // 2001::/32
    row(
      IPv6Address(high: 0x2001_0000_0000_0000), 32, "TEREDO",
      ["RFC4380", "RFC8190"], "2006-01", .globalDepends),
    // 2001:1::1/128
    row(
      IPv6Address(high: 0x2001_0001_0000_0000, low: 1), 128, "Port Control Protocol Anycast",
      ["RFC7723"], "2015-10", .everywhere),
    // 2001:1::2/128
    row(
      IPv6Address(high: 0x2001_0001_0000_0000, low: 2), 128,
      "Traversal Using Relays around NAT Anycast",
      ["RFC8155"], "2017-02", .everywhere),
    // 2001:1::3/128
    row(
      IPv6Address(high: 0x2001_0001_0000_0000, low: 3), 128,
      "DNS-SD Service Registration Protocol Anycast",
      ["RFC9665"], "2024-04", .everywhere),
    // 2001:2::/48
    row(
      IPv6Address(high: 0x2001_0002_0000_0000), 48, "Benchmarking",
      ["RFC5180"], "2008-04", .insideDomain),
    // 2001:3::/32
    row(
      IPv6Address(high: 0x2001_0003_0000_0000), 32, "AMT",
      ["RFC7450"], "2014-12", .everywhere),
    // 2001:4:112::/48
    row(
      IPv6Address(high: 0x2001_0004_0112_0000), 48, "AS112-v6",
      ["RFC7535"], "2014-12", .everywhere),
    // 2001:10::/28
    row(
      IPv6Address(high: 0x2001_0010_0000_0000), 28, "Deprecated (previously ORCHID)",
      ["RFC4843"], "2007-03", ended: "2014-03", .ended),
    // 2001:20::/28
    row(
      IPv6Address(high: 0x2001_0020_0000_0000), 28, "ORCHIDv2",
      ["RFC7343"], "2014-07", .everywhere),
    // 2001:30::/28
    row(
      IPv6Address(high: 0x2001_0030_0000_0000), 28,
      "Drone Remote ID Protocol Entity Tags (DETs) Prefix",
      ["RFC9374"], "2022-12", .everywhere),
    // 2001:db8::/32
    row(
      IPv6Address(high: 0x2001_0db8_0000_0000), 32, "Documentation",
      ["RFC3849"], "2004-07", .nowhere),
    // 2002::/16
    row(
      IPv6Address(high: 0x2002_0000_0000_0000), 16, "6to4",
      ["RFC3056"], "2001-02", .globalDepends),
    // 2620:4f:8000::/48
    row(
      IPv6Address(high: 0x2620_004f_8000_0000), 48, "Direct Delegation AS112 Service",
      ["RFC7534"], "2011-05", .everywhere),
    // 3fff::/20
    row(
      IPv6Address(high: 0x3fff_0000_0000_0000), 20, "Documentation",
      ["RFC9637"], "2024-07", .nowhere),
    // 5f00::/16
    row(
      IPv6Address(high: 0x5f00_0000_0000_0000), 16, "Segment Routing (SRv6) SIDs",
      ["RFC9602"], "2024-04", .insideDomain),
    // fc00::/7
    row(
      IPv6Address(high: 0xfc00_0000_0000_0000), 7, "Unique-Local",
      ["RFC4193", "RFC8190"], "2005-10", .insideDomain),
    // fe80::/10
    row(
      IPv6Address(high: 0xfe80_0000_0000_0000), 10, "Link-Local Unicast",
      ["RFC4291"], "2006-02", .onLink),
    // fec0::/10
    row(
      IPv6Address(high: 0xfec0_0000_0000_0000), 10, "Site-Local Unicast (deprecated)",
      ["RFC3879"], nil, .ended),
    // ff00::/8
    row(
      IPv6Address(high: 0xff00_0000_0000_0000), 8, "Multicast",
      ["RFC4291"], nil,
      SpecialPurposeFlags(
        source: false, destination: true, forwardable: true, global: nil)),
  ]

  private static func row(
    _ network: IPv6Address, _ length: Int, _ name: String, _ rfcs: [String],
    _ allocated: String?, ended: String? = nil, _ flags: SpecialPurposeFlags
  ) -> SpecialPurpose {
    let block = IPPrefix.v6(IPv6Prefix(containing: network, length: length))
    return SpecialPurpose(
      block: block, name: name, rfcs: rfcs, allocated: allocated, terminated: ended, flags: flags)
  }
}
