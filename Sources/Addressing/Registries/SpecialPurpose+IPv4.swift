extension SpecialPurpose {
  /// The IPv4 registry (iana-ipv4-special-registry), and multicast, which has its own.
  static let ipv4: [SpecialPurpose] = [
    row(
      IPv4Address(0, 0, 0, 0), 8, "This network",
      ["RFC791"], "1981-09",
      SpecialPurposeFlags(
        source: true, destination: false, forwardable: false, global: false, reserved: true)),
    row(
      IPv4Address(0, 0, 0, 0), 32, "This host on this network",
      ["RFC1122"], "1981-09", .sourceOnly),
    row(
      IPv4Address(10, 0, 0, 0), 8, "Private-Use",
      ["RFC1918"], "1996-02", .insideDomain),
    row(
      IPv4Address(100, 64, 0, 0), 10, "Shared Address Space",
      ["RFC6598"], "2012-04", .insideDomain),
    row(
      IPv4Address(127, 0, 0, 0), 8, "Loopback",
      ["RFC1122"], "1981-09", .reservedNowhere),
    row(
      IPv4Address(169, 254, 0, 0), 16, "Link Local",
      ["RFC3927"], "2005-05", .onLink),
    row(
      IPv4Address(172, 16, 0, 0), 12, "Private-Use",
      ["RFC1918"], "1996-02", .insideDomain),
    row(
      IPv4Address(192, 0, 0, 0), 24, "IETF Protocol Assignments",
      ["RFC6890"], "2010-01", .nowhere),
    row(
      IPv4Address(192, 0, 0, 0), 29, "IPv4 Service Continuity Prefix",
      ["RFC7335"], "2011-06", .insideDomain),
    row(
      IPv4Address(192, 0, 0, 8), 32, "IPv4 dummy address",
      ["RFC7600"], "2015-03",
      SpecialPurposeFlags(
        source: true, destination: false, forwardable: false, global: false)),
    row(
      IPv4Address(192, 0, 0, 9), 32, "Port Control Protocol Anycast",
      ["RFC7723"], "2015-10", .everywhere),
    row(
      IPv4Address(192, 0, 0, 10), 32, "Traversal Using Relays around NAT Anycast",
      ["RFC8155"], "2017-02", .everywhere),
    row(
      IPv4Address(192, 0, 0, 170), 32, "NAT64/DNS64 Discovery",
      ["RFC8880", "RFC7050"], "2013-02", .reservedNowhere),
    row(
      IPv4Address(192, 0, 0, 171), 32, "NAT64/DNS64 Discovery",
      ["RFC8880", "RFC7050"], "2013-02", .reservedNowhere),
    row(
      IPv4Address(192, 0, 2, 0), 24, "Documentation (TEST-NET-1)",
      ["RFC5737"], "2010-01", .nowhere),
    row(
      IPv4Address(192, 31, 196, 0), 24, "AS112-v4",
      ["RFC7535"], "2014-12", .everywhere),
    row(
      IPv4Address(192, 52, 193, 0), 24, "AMT",
      ["RFC7450"], "2014-12", .everywhere),
    row(
      IPv4Address(192, 88, 99, 0), 24, "Deprecated (6to4 Relay Anycast)",
      ["RFC7526"], "2001-06", ended: "2015-03", .ended),
    row(
      IPv4Address(192, 88, 99, 2), 32, "6a44-relay anycast address",
      ["RFC6751"], "2012-10", .insideDomain),
    row(
      IPv4Address(192, 168, 0, 0), 16, "Private-Use",
      ["RFC1918"], "1996-02", .insideDomain),
    row(
      IPv4Address(192, 175, 48, 0), 24, "Direct Delegation AS112 Service",
      ["RFC7534"], "1996-01", .everywhere),
    row(
      IPv4Address(198, 18, 0, 0), 15, "Benchmarking",
      ["RFC2544"], "1999-03", .insideDomain),
    row(
      IPv4Address(198, 51, 100, 0), 24, "Documentation (TEST-NET-2)",
      ["RFC5737"], "2010-01", .nowhere),
    row(
      IPv4Address(203, 0, 113, 0), 24, "Documentation (TEST-NET-3)",
      ["RFC5737"], "2010-01", .nowhere),
    row(
      IPv4Address(224, 0, 0, 0), 4, "Multicast",
      ["RFC5771"], nil,
      SpecialPurposeFlags(
        source: false, destination: true, forwardable: true, global: nil)),
    row(
      IPv4Address(240, 0, 0, 0), 4, "Reserved",
      ["RFC1112"], "1989-08", .reservedNowhere),
    row(
      IPv4Address(255, 255, 255, 255), 32, "Limited Broadcast",
      ["RFC8190", "RFC919"], "1984-10",
      SpecialPurposeFlags(
        source: false, destination: true, forwardable: false, global: false, reserved: true)),
  ]

  private static func row(
    _ network: IPv4Address, _ length: Int, _ name: String, _ rfcs: [String],
    _ allocated: String?, ended: String? = nil, _ flags: SpecialPurposeFlags
  ) -> SpecialPurpose {
    let block = IPPrefix.v4(IPv4Prefix(containing: network, length: length))
    return SpecialPurpose(
      block: block, name: name, rfcs: rfcs, allocated: allocated, terminated: ended, flags: flags)
  }
}
