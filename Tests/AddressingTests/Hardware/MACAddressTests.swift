import Testing

@testable import Addressing

@Suite("MAC addresses")
struct MACAddressTests {
  @Test(
    "every spelling is read",
    arguments: [
      "00:11:22:aa:bb:0c", "00-11-22-AA-BB-0C", "0011.22aa.bb0c", "001122-aabb0c", "001122aabb0c",
      "0:11:22:aa:bb:c",
    ])
  func read(text: String) throws {
    #expect(try MACAddress(text).description == "00:11:22:aa:bb:0c")
  }

  @Test(
    "what is no MAC address is refused",
    arguments: [
      "", "00:11:22:aa:bb", "00:11:22:aa:bb:cc:dd", "00:11:22:aa:bb:", ":00:11:22:aa:bb:cc",
      "00:11-22:aa:bb:cc", "000:11:22:aa:bb:c", "0-11-22-aa-bb-cc", "0011.22aa.bbc", "gg1122aabbcc",
      "001122aabbc", "001122aabbccd", "0011.22aabbcc", "001122-aabb0", "００1122aabbcc",
    ])
  func refused(text: String) {
    #expect(throws: AddressError.self) { try MACAddress(text) }
  }

  @Test("every spelling is written")
  func written() throws {
    let mac = try MACAddress("00:11:22:aa:bb:cc")
    #expect(
      MACFormat.allCases.map { mac.text($0) } == [
        "00:11:22:aa:bb:cc", "00-11-22-AA-BB-CC", "0011.22aa.bbcc", "001122aabbcc",
        "001122-aabbcc",
      ])
    #expect(mac.eui64Text == "00:11:22:ff:fe:aa:bb:cc")
  }

  @Test("SLAAC makes an address of a prefix and a MAC address, and it leads back")
  func slaac() throws {
    let mac = try MACAddress("00:11:22:aa:bb:cc")
    #expect(mac.linkLocalAddress.description == "fe80::211:22ff:feaa:bbcc")
    let address = try #require(mac.address(in: try IPv6Prefix("2001:db8:1:2::/64")))
    #expect(address.description == "2001:db8:1:2:211:22ff:feaa:bbcc")
    #expect(MACAddress(interfaceIdentifier: address.low) == mac)
    #expect(mac.address(in: try IPv6Prefix("2001:db8::/48")) == nil)
  }

  @Test(
    "an EUI-64 in any spelling gives its MAC address back",
    arguments: [
      "00:11:22:ff:fe:aa:bb:cc", "00-11-22-FF-FE-AA-BB-CC", "0011.22ff.feaa.bbcc",
      "001122fffeaabbcc",
    ])
  func eui64(_ text: String) throws {
    #expect(MACAddress(eui64: text) == (try MACAddress("00:11:22:aa:bb:cc")))
  }

  @Test(
    "what is no EUI-64 of a MAC address gives none",
    arguments: [
      ("00:11:22:aa:bb:cc:dd:ee", "not made of a MAC address"),
      ("0:11:22:ff:fe:aa:bb:cc", "an IPv6 address"),
      ("00:11:22:ff:fe:aa:bb", "seven bytes"),
      ("00:11:22:ff:fe:aa:bb:cc:dd", "nine bytes"),
      ("00:11:22:ff:fe:aa:bb:c", "half a byte"), ("", "nothing"),
    ])
  func noEUI64(_ text: String, reason: String) {
    #expect(MACAddress(eui64: text) == nil, "\(reason)")
  }

  @Test("the first byte says group and local")
  func flags() throws {
    let mac = try MACAddress("00:11:22:aa:bb:cc")
    #expect(!mac.isLocal && !mac.isGroup && mac.makerNumber == 0x001122)
    #expect(try MACAddress("02:00:00:00:00:01").isLocal)
    #expect(try MACAddress("33:33:00:00:00:01").isGroup)
    #expect(try MACAddress("ff:ff:ff:ff:ff:ff").isBroadcast)
    #expect(try MACAddress("02:00:00:00:00:01").makerNumber == nil)
  }
}
