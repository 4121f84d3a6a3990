import Testing

@testable import Addressing

@Suite("Hosts of a network")
struct HostRangeTests {
  @Test(
    "the usable addresses of IPv4 and IPv6 networks",
    arguments: [
      ("192.168.0.0/26", "192.168.0.1-192.168.0.62", "62", "192.168.0.63"),
      ("10.0.0.0/31", "10.0.0.0-10.0.0.1", "2", nil),  // RFC 3021: no broadcast
      ("10.0.0.1/32", "10.0.0.1-10.0.0.1", "1", nil),
      ("255.255.255.255/32", "255.255.255.255-255.255.255.255", "1", nil),
      ("0.0.0.0/32", "0.0.0.0-0.0.0.0", "1", nil),
      ("0.0.0.0/0", "0.0.0.1-255.255.255.254", "4294967294", "255.255.255.255"),
      ("2001:db8::/126", "2001:db8::1-2001:db8::3", "3", nil),  // RFC 4291 §2.6.1
      ("2001:db8::/127", "2001:db8::-2001:db8::1", "2", nil),  // RFC 6164
      ("2001:db8::1/128", "2001:db8::1-2001:db8::1", "1", nil),
    ])
  func hosts(text: String, range: String, count: String, broadcast: String?) throws {
    let prefix = try IPPrefix(text)
    #expect(prefix.hosts.description == range)
    #expect(prefix.hosts.count.description == count)
    #expect(prefix.broadcast?.description == broadcast)
  }

  @Test(
    "an address has a role in its network",
    arguments: [
      ("192.168.0.0/26", "192.168.0.10", AddressRole.host),
      ("192.168.0.0/26", "192.168.0.0", .network),
      ("192.168.0.0/26", "192.168.0.63", .broadcast),
      ("10.0.0.0/31", "10.0.0.0", .host),
      ("224.0.0.0/24", "224.0.0.5", .group),
      ("240.0.0.0/24", "240.0.0.1", .reserved),
      ("255.255.255.255/32", "255.255.255.255", .broadcast),
      ("2001:db8::/64", "2001:db8::", .subnetRouterAnycast),
      ("2001:db8::/64", "2001:db8::1", .host),
      ("2001:db8::/127", "2001:db8::", .host),
      ("ff02::/16", "ff02::1", .group),
    ])
  func roles(network: String, address: String, role: AddressRole) throws {
    #expect(try IPPrefix(network).role(of: IPAddress(address)) == role)
  }

  @Test(
    "the blocks around a network",
    arguments: [
      (
        "192.168.0.0/26", "192.167.255.192/26", "192.168.0.64/26", "192.168.0.0/25",
        "192.168.0.64/26"
      ),
      ("0.0.0.0/8", nil, "1.0.0.0/8", "0.0.0.0/7", "1.0.0.0/8"),
      ("255.255.255.255/32", "255.255.255.254/32", nil, "255.255.255.254/31", "255.255.255.254/32"),
      ("0.0.0.0/0", nil, nil, nil, nil),
      ("::/0", nil, nil, nil, nil),
      ("2001:db8::/32", "2001:db7::/32", "2001:db9::/32", "2001:db8::/31", "2001:db9::/32"),
    ] as [(String, String?, String?, String?, String?)])
  func neighbours(
    text: String, previous: String?, next: String?, parent: String?, sibling: String?
  ) throws {
    let around = try IPPrefix(text).neighbours
    #expect(around.previous?.description == previous)
    #expect(around.next?.description == next)
    #expect(around.parent?.description == parent)
    #expect(around.sibling?.description == sibling)
  }
}
