import Testing

@testable import Addressing

@Suite("Reverse names")
struct ReverseNameTests {
  @Test(
    "a block has every zone that has to be delegated",
    arguments: [
      ("0.0.0.0/0", 1, "in-addr.arpa", "in-addr.arpa"),
      ("10.0.0.0/7", 2, "10.in-addr.arpa", "11.in-addr.arpa"),
      ("10.0.0.0/8", 1, "10.in-addr.arpa", "10.in-addr.arpa"),
      ("172.16.0.0/12", 16, "16.172.in-addr.arpa", "31.172.in-addr.arpa"),
      ("192.168.0.0/23", 2, "0.168.192.in-addr.arpa", "1.168.192.in-addr.arpa"),
      ("192.168.0.0/26", 1, "0/26.0.168.192.in-addr.arpa", "0/26.0.168.192.in-addr.arpa"),
      ("192.168.0.2/31", 1, "2/31.0.168.192.in-addr.arpa", "2/31.0.168.192.in-addr.arpa"),
      ("192.168.0.2/32", 1, "2.0.168.192.in-addr.arpa", "2.0.168.192.in-addr.arpa"),
      ("2001:db8::/32", 1, "8.b.d.0.1.0.0.2.ip6.arpa", "8.b.d.0.1.0.0.2.ip6.arpa"),
      ("2001:db8::/33", 8, "0.8.b.d.0.1.0.0.2.ip6.arpa", "7.8.b.d.0.1.0.0.2.ip6.arpa"),
      ("::/0", 1, "ip6.arpa", "ip6.arpa"),
    ])
  func zones(text: String, count: Int, first: String, last: String) throws {
    let prefix = try IPPrefix(text)
    let zones = prefix.reverseZones
    #expect(zones.count == count)
    #expect(zones.first?.name == first)
    #expect(zones.last?.name == last)
    #expect(zones.map(\.block.count).reduce(.zero, +) == prefix.count)
    for zone in zones { #expect(try IPPrefix(reverseName: zone.name) == zone.block) }
  }

  @Test("an address has one name")
  func names() throws {
    #expect(try IPAddress("192.168.0.10").reverseName == "10.0.168.192.in-addr.arpa")
    #expect(
      try IPAddress("2001:db8::1").reverseName
        == "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
  }

  @Test(
    "a name leads back to its block",
    arguments: [
      ("in-addr.arpa", "0.0.0.0/0"),
      ("ip6.arpa.", "::/0"),
      ("10.in-addr.arpa", "10.0.0.0/8"),
      ("0-63.0.168.192.in-addr.arpa", "192.168.0.0/26"),  // a range, as many providers write it
      ("64-26.0.168.192.in-addr.arpa", "192.168.0.64/26"),  // a dash for the slash
      ("70.64/26.0.168.192.in-addr.arpa", "192.168.0.70/32"),  // a host in such a zone
      ("2.ip6.arpa", "2000::/4"),
    ])
  func back(name: String, block: String) throws {
    #expect(try IPPrefix(reverseName: name).description == block)
  }

  @Test(
    "a name that is no reverse name is refused",
    arguments: [
      "example.com", "arpa", "xin-addr.arpa", ".in-addr.arpa", "010.in-addr.arpa",
      "1..in-addr.arpa", "1.1/26.0.168.192.in-addr.arpa", "10.64/26.0.168.192.in-addr.arpa",
      "0/33.0.168.192.in-addr.arpa", "0/26.168.192.in-addr.arpa", "10.ip6.arpa", "g.ip6.arpa",
    ])
  func refused(name: String) {
    #expect(throws: AddressError.self) { try IPPrefix(reverseName: name) }
  }
}
