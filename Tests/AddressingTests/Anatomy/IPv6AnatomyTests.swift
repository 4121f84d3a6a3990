import Testing

@testable import Addressing

private let mac = MACAddress(bits: 0x0011_22aa_bbcc)
private let embedded = IPv4Address(192, 0, 2, 33)

@Suite("Anatomy of IPv6 addresses")
struct IPv6AnatomyTests {
  @Test(
    "the interface identifier tells how it was chosen",
    arguments: [
      ("fe80::211:22ff:feaa:bbcc", .eui64(mac)),
      ("2001:db8::11:22ff:feaa:bbcc", .eui64(MACAddress(bits: 0x0211_22aa_bbcc))),  // local
      ("2001:db8::", .subnetRouterAnycast),
      ("2001:db8::1", .lowByte(1)),
      ("2001:db8::ffff", .lowByte(0xffff)),
      ("fe80::5efe:c000:221", .isatap(embedded)),
      ("fe80::200:5efe:c000:221", .isatap(embedded)),  // U/L set: a public address
      ("2001:db8::192.0.2.33", .embeddedIPv4(embedded)),
      ("2001:db8::192:0:2:33", .embeddedIPv4(embedded)),  // decimal in hexadecimal's clothes
      ("2001:db8::fdff:ffff:ffff:fffe", .reservedAnycast(126)),  // RFC 2526: home agents
      ("2001:db8:1:2:3f1a:8c04:77b2:e90d", .random),
    ] as [(String, InterfaceIdentifier)])
  func identifiers(text: String, kind: InterfaceIdentifier) throws {
    #expect(try IPv6Address(text).interfaceIdentifier == kind)
  }

  @Test("some addresses have no interface identifier")
  func noIdentifier() throws {
    for text in ["ff02::1", "::1", "::ffff:1.2.3.4", "64:ff9b::1", "2001:0:4136:e378::1"] {
      #expect(try IPv6Address(text).interfaceIdentifier == nil)
    }
  }

  @Test(
    "an embedded IPv4 address is announced by a prefix",
    arguments: [
      ("::ffff:192.0.2.33", "mapped", "192.0.2.33"),
      ("::192.0.2.33", "compatible", "192.0.2.33"),
      ("2002:c000:221::1", "6to4", "192.0.2.33"),
      ("64:ff9b::192.0.2.33", "nat64", "192.0.2.33"),
      ("64:ff9b:1::c000:221", "nat64", "192.0.2.33"),  // a /96 in the local prefix
      ("64:ff9b:1:fffe:c0:2:2100::", "nat64", "192.0.2.33"),  // a /64 there
      ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "teredo", "192.0.2.45"),
    ])
  func announced(text: String, name: String, address: String) throws {
    let found = try #require(try IPv6Address(text).embeddedIPv4)
    #expect(found.name == name)
    #expect(found.address.description == address)
  }

  @Test("an address that only looks like a tunnel's has nothing embedded")
  func nothingEmbedded() throws {
    for text in ["::", "::1", "2a02:2e0:3fe:1001:302::", "2003::1", "3fff::1", "2001:db8::1"] {
      #expect(try IPv6Address(text).embeddedIPv4 == nil)
    }
  }

  @Test("a Teredo address has a server, a port, flags and a client")  // RFC 4380 §5.2.9's layout
  func teredo() throws {
    let teredo = try #require(Teredo(try IPv6Address("2001:0:4136:e378:8000:63bf:3fff:fdd2")))
    #expect(teredo.server.description == "65.54.227.120")
    #expect(teredo.port == TransportPort(40000))
    #expect(teredo.flags == 0x8000)
    #expect(teredo.isCone)
    #expect(teredo.client.description == "192.0.2.45")
  }

  @Test(
    "the six prefix lengths of RFC 6052 §2.4 and back",
    arguments: [
      ("2001:db8::/32", "2001:db8:c000:221::"),
      ("2001:db8:100::/40", "2001:db8:1c0:2:21::"),
      ("2001:db8:122::/48", "2001:db8:122:c000:2:2100::"),
      ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"),
      ("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100:0"),
      ("2001:db8:122:344::/96", "2001:db8:122:344::c000:221"),
    ])
  func nat64(prefix: String, expected: String) throws {
    let prefix = try IPv6Prefix(prefix)
    let address = try IPv4Address("192.0.2.33")
    let translated = try #require(NAT64.translate(address, prefix: prefix))
    #expect(translated.description == expected)
    #expect(NAT64.extract(from: translated, prefix: prefix) == address)
    #expect(
      NAT64.extract(from: IPv6Address(bits: translated.bits | 1 << 56), prefix: prefix) == nil)
  }

  @Test("other lengths and bits in the zero octet are no translator's")
  func notNAT64() throws {
    let address = try IPv4Address("192.0.2.33")
    #expect(NAT64.translate(address, prefix: try IPv6Prefix("2001:db8::/33")) == nil)
    #expect(NAT64.translate(address, prefix: try IPv6Prefix("2001:db8:0:0:100::/96")) == nil)
  }

  @Test("neighbours solicit an address in a group of its last 24 bits")
  func solicitedNode() throws {
    let group = try #require(try IPv6Address("2001:db8::1:800:200e:8c6c").solicitedNodeGroup)
    #expect(group.description == "ff02::1:ff0e:8c6c")  // RFC 4291 §2.7.1's example
    #expect(MACAddress(group: .v6(group))?.description == "33:33:ff:0e:8c:6c")
  }

  @Test("IPv4 groups map to 23 bits of a MAC address")
  func multicastMAC() throws {
    #expect(
      MACAddress(group: try IPAddress("239.255.255.250"))?.description == "01:00:5e:7f:ff:fa")
    #expect(MACAddress(group: try IPAddress("192.0.2.1")) == nil)
  }

  @Test("a group's flags, scope, prefix and rendezvous point are in its address")
  func groups() throws {
    let wellKnown = try #require(IPv6MulticastGroup(try IPv6Address("ff02::1")))
    #expect(wellKnown.isWellKnown)
    #expect(wellKnown.scopeName == "link-local")
    #expect(wellKnown.flagLetters == "")
    let based = try #require(IPv6MulticastGroup(try IPv6Address("ff3e:40:2001:db8:beef:feed::123")))
    #expect(based.flagLetters == "PT")
    #expect(based.prefix?.description == "2001:db8:beef:feed::/64")
    #expect(based.groupID == 0x123)
    // RFC 3956 §7.1: the rendezvous point 2001:db8:beef:feed::1.
    let embedded = try #require(
      IPv6MulticastGroup(try IPv6Address("ff7e:140:2001:db8:beef:feed::123")))
    #expect(embedded.flagLetters == "RPT")
    #expect(embedded.rendezvousPoint?.description == "2001:db8:beef:feed::1")
    let specific = try #require(IPv6MulticastGroup(try IPv6Address("ff3e::8000:1")))
    #expect(specific.isSourceSpecific)
    #expect(IPv6MulticastGroup(try IPv6Address("2001:db8::1")) == nil)
  }

  @Test("IPv4 groups belong to blocks")
  func ipv4Groups() throws {
    #expect(IPv4MulticastBlock(IPv4Address(224, 0, 0, 5)) == .localControl)
    #expect(IPv4MulticastBlock(IPv4Address(233, 0x12, 0x34, 5)) == .glop(autonomousSystem: 0x1234))
    let unicast = IPv4Prefix(containing: IPv4Address(192, 0, 2, 0), length: 24)
    #expect(IPv4MulticastBlock(IPv4Address(234, 192, 0, 2)) == .unicastPrefix(unicast))
    #expect(IPv4MulticastBlock(IPv4Address(10, 0, 0, 1)) == nil)
    #expect(WellKnownGroup.name(of: try IPAddress("224.0.0.5")) == "OSPF routers")
    #expect(WellKnownGroup.name(of: try IPAddress("ff05::c")) == "SSDP")
    #expect(WellKnownGroup.name(of: try IPAddress("ff02:1::c")) == nil)
  }

  @Test(
    "every address has a scope",
    arguments: [
      ("::", IPv6Scope.unspecified), ("::1", .loopback), ("fe80::1", .linkLocal),
      ("febf::1", .linkLocal), ("fec0::1", .siteLocal), ("fdff::1", .uniqueLocal),
      ("2a00::1", .global), ("64:ff9b::1", .global), ("64:ff9b:1::1", .reserved),
      ("ff02::1", .multicast), ("4000::1", .reserved), ("5f00::1", .reserved),
    ])
  func scopes(text: String, scope: IPv6Scope) throws {
    #expect(try IPv6Address(text).scope == scope)
  }

  @Test("full text has all digits; a network has so many /64s")
  func full() throws {
    #expect(
      try IPv6Address("2001:db8::1").fullText == "2001:0db8:0000:0000:0000:0000:0000:0001")
    #expect(try IPv6Prefix("2001:db8::/48").subnets?.description == "65536")
    #expect(try IPv6Prefix("::/0").subnets?.description == "18446744073709551616")
    #expect(try IPv6Prefix("2001:db8::/65").subnets == nil)
  }
}
