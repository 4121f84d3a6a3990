import Testing

@testable import Addressing

@Suite("Equal parts and places in a network")
struct SplitTests {
  @Test("the tutorial's case: two bits borrowed from a class C")
  func borrow() throws {
    let parts = try #require(try IPv4Prefix("192.168.0.0/24").subnets(borrowing: 2))
    #expect(
      parts.map(\.description)
        == ["192.168.0.0/26", "192.168.0.64/26", "192.168.0.128/26", "192.168.0.192/26"])
    #expect(parts.first.mask.description == "255.255.255.192")
    #expect(parts.count == AddressCount(4))
  }

  @Test("a count rounds up and says what is spare")
  func count() throws {
    let parts = try #require(try IPv4Prefix("10.0.0.0/8").subnets(count: 6))
    #expect(parts.length == 11)
    #expect(parts.spare(of: 6) == AddressCount(2))
    #expect(try IPv4Prefix("10.0.0.0/8").subnets(count: 1)?.length == 8)
    #expect(try IPv4Prefix("10.0.0.0/31").subnets(count: 3) == nil)
    #expect(try IPv4Prefix("10.0.0.0/8").subnets(count: 0) == nil)
  }

  @Test("the last parts of the address space end")
  func ends() throws {
    let top = try #require(try IPv4Prefix("255.255.255.252/30").subnets(length: 32))
    #expect(Array(top).last?.description == "255.255.255.255/32")
    #expect(Array(try #require(IPv6Prefix.everything.subnets(length: 1))).count == 2)
    let whole = try #require(IPv6Prefix.everything.subnets(length: 128))
    #expect(whole.count.description == "340282366920938463463374607431768211456")
    #expect(Array(whole.prefix(2)).last?.description == "::1/128")
    #expect(try IPv4Prefix("10.0.0.0/8").subnets(length: 7) == nil)
    #expect(try IPv4Prefix("10.0.0.0/8").subnets(length: 33) == nil)
  }

  @Test(
    "cidrhost: the address at an index",
    arguments: [
      ("10.12.112.0/20", 16, "10.12.112.16"),  // Terraform's documentation
      ("10.12.112.0/20", 268, "10.12.113.12"),
      ("fd00:fd12:3456:7890:00a2::/72", 34, "fd00:fd12:3456:7890::22"),
      ("10.0.0.0/24", -1, "10.0.0.255"),
      ("10.0.0.0/24", -256, "10.0.0.0"),
      ("10.0.0.0/24", 256, nil),
      ("10.0.0.0/24", -257, nil),
      ("10.0.0.7/32", 0, "10.0.0.7"),
      ("10.0.0.7/32", -1, "10.0.0.7"),
      ("10.0.0.7/32", 1, nil),
      ("0.0.0.0/0", -1, "255.255.255.255"),
      ("::/0", Int.min, "ffff:ffff:ffff:ffff:8000::"),
      ("10.0.0.0/24", Int.min, nil),
      ("10.0.0.0/24", Int.max, nil),
    ] as [(String, Int, String?)])
  func address(network: String, index: Int, expected: String?) throws {
    #expect(try IPPrefix(network).address(index)?.description == expected)
  }

  @Test(
    "cidrsubnet: the part at an index",
    arguments: [
      ("172.16.0.0/12", 2, 16, "172.18.0.0/16"),  // Terraform's documentation
      ("10.1.2.0/24", 15, 28, "10.1.2.240/28"),
      ("fd00:fd12:3456:7890::/56", 162, 72, "fd00:fd12:3456:7800:a200::/72"),
      ("10.0.0.0/8", -1, 16, "10.255.0.0/16"),
      ("10.0.0.0/8", 256, 16, nil),
      ("10.0.0.0/8", 0, 8, "10.0.0.0/8"),
      ("10.0.0.0/8", 1, 8, nil),
      ("10.0.0.0/8", 0, 7, nil),
      ("0.0.0.0/0", -1, 32, "255.255.255.255/32"),
    ] as [(String, Int, Int, String?)])
  func subnet(network: String, index: Int, length: Int, expected: String?) throws {
    #expect(try IPPrefix(network).subnet(index, length: length)?.description == expected)
  }
}
