import Testing

@testable import Addressing

@Suite("Special-purpose registries")
struct SpecialPurposeTests {
  @Test(
    "the most specific row answers",
    arguments: [
      ("10.1.2.3", "Private-Use", false),
      ("192.0.0.9", "Port Control Protocol Anycast", true),  // inside 192.0.0.0/24, which is not
      ("192.0.0.77", "IETF Protocol Assignments", false),
      ("0.0.0.0", "This host on this network", false),
      ("0.1.2.3", "This network", false),
      ("192.88.99.1", "Deprecated (6to4 Relay Anycast)", nil),
      ("192.88.99.2", "6a44-relay anycast address", false),
      ("255.255.255.255", "Limited Broadcast", false),
      ("240.0.0.1", "Reserved", false),
      ("224.0.0.5", "Multicast", nil),
      ("3fff::1", "Documentation", false),  // RFC 9637
      ("5f00::1", "Segment Routing (SRv6) SIDs", false),  // RFC 9602
      ("100::1", "Discard-Only Address Block", false),
      ("100:0:0:1::1", "Dummy IPv6 Prefix", false),  // RFC 9780
      ("64:ff9b::1", "IPv4-IPv6 Translat.", true),
      ("64:ff9b:1::1", "IPv4-IPv6 Translat.", false),  // RFC 8215: local use
      ("2001::1", "TEREDO", nil),
      ("2001:1::3", "DNS-SD Service Registration Protocol Anycast", true),
      ("2001:5::", "IETF Protocol Assignments", false),
      ("2620:4f:8000::1", "Direct Delegation AS112 Service", true),
      ("fd00::1", "Unique-Local", false),
      ("fec0::1", "Site-Local Unicast (deprecated)", nil),
      ("::1", "Loopback Address", false),
      ("::", "Unspecified Address", false),
      ("::ffff:1.2.3.4", "IPv4-mapped Address", false),
    ] as [(String, String, Bool?)])
  func lookup(text: String, name: String, global: Bool?) throws {
    let row = try #require(SpecialPurpose.lookup(try IPAddress(text)))
    #expect(row.name == name)
    #expect(row.flags.global == global)
  }

  @Test("ordinary addresses are in no row")
  func ordinary() throws {
    for text in ["8.8.8.8", "192.167.255.255", "2a02:2e0:3fe::1", "2001:db9::1", "4000::1"] {
      #expect(SpecialPurpose.lookup(try IPAddress(text)) == nil)
    }
  }

  @Test("a block that reaches beyond a row is not in it, but names the rows inside")
  func blocks() throws {
    #expect(SpecialPurpose.lookup(try IPPrefix("10.0.0.0/7")) == nil)
    #expect(SpecialPurpose.lookup(try IPPrefix("192.168.4.0/22"))?.name == "Private-Use")
    let inside = SpecialPurpose.within(try IPPrefix("192.0.0.0/24"))
    #expect(inside.map(\.block.length) == [29, 32, 32, 32, 32, 32])
  }

  @Test("the registries have all their rows")
  func complete() {
    #expect(SpecialPurpose.ipv4.filter { $0.allocated != nil }.count == 26)
    #expect(SpecialPurpose.ipv6.filter { $0.allocated != nil }.count == 25)
    #expect(SpecialPurpose.all.allSatisfy { !$0.rfcs.isEmpty })
  }
}
