import Testing

@testable import Addressing

@Suite("Notations")
struct NotationTests {
  @Test("an IPv4 address in every notation")
  func ipv4() throws {
    let address = try IPAddress("192.168.0.10")
    #expect(address.text(.decimal) == "3232235530")
    #expect(address.text(.hexadecimal) == "0xc0a8000a")
    #expect(address.text(.octal) == "030052000012")
    #expect(address.text(.binary) == "11000000101010000000000000001010")
    #expect(address.text(.mapped) == "::ffff:192.168.0.10")
    #expect(address.text(.sixToFour) == "2002:c0a8:a::/48")
    #expect(address.text(.nat64(NAT64.wellKnown)) == "64:ff9b::c0a8:a")
    #expect(address.text(.reverseName) == "10.0.168.192.in-addr.arpa")
    #expect(address.text(.url) == "192.168.0.10")
    #expect(address.text(.unc) == "192.168.0.10")
    #expect(address.text(.full) == "192.168.0.10")
  }

  @Test("an IPv6 address in every notation")
  func ipv6() throws {
    let address = try IPAddress("2001:db8::1")
    #expect(address.text(.decimal) == "42540766411282592856903984951653826561")
    #expect(address.text(.hexadecimal) == "0x20010db8000000000000000000000001")
    #expect(address.text(.octal)?.count == 44)
    #expect(address.text(.binary)?.count == 128)
    #expect(address.text(.url) == "[2001:db8::1]")
    #expect(address.text(.unc) == "2001-db8--1.ipv6-literal.net")
    #expect(address.text(.mapped) == nil)
    #expect(address.text(.sixToFour) == nil)
    #expect(address.text(.nat64(NAT64.wellKnown)) == nil)
    #expect(try IPAddress("::ffff:10.0.0.1").text(.mapped) == "10.0.0.1")
    #expect(try IPAddress("::ffff:10.0.0.1").text(.unc) == "0--ffff-a00-1.ipv6-literal.net")
    #expect(try IPAddress("2002:a00:1::1").text(.sixToFour) == "10.0.0.1")
    #expect(try IPAddress("64:ff9b::a00:1").text(.nat64(NAT64.wellKnown)) == "10.0.0.1")
  }

  @Test(
    "numbers of every radix lead back",
    arguments: [
      ("3232235530", "192.168.0.10"), ("0xC0A8000A", "192.168.0.10"),
      ("030052000012", "192.168.0.10"), ("0o30052000012", "192.168.0.10"),
      ("0b11000000101010000000000000001010", "192.168.0.10"), ("0", "0.0.0.0"),
      ("4294967296", "::1:0:0"), ("0x20010db8000000000000000000000001", "2001:db8::1"),
    ])
  func numbers(text: String, expected: String) throws {
    #expect(try IPAddress(number: text).description == expected)
  }

  @Test("what is no number, or too large a one, is refused")
  func notNumbers() {
    for text in ["", "0x", "08", "12a", "-1", "0b2", "340282366920938463463374607431768211456"] {
      #expect(throws: AddressError.self) { try IPAddress(number: text) }
    }
    #expect(throws: AddressError.self) { try IPAddress(number: "4294967296", family: 4) }
  }
}
