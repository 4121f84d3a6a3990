import Testing

@testable import Addressing

@Suite("Address text")
struct AddressTextTests {
  @Test(
    "IPv6 text follows RFC 5952",
    arguments: [
      ("::", "::"),
      ("::1", "::1"),
      ("1::", "1::"),
      ("2001:DB8::1", "2001:db8::1"),  // §4.3: lower case
      ("2001:0db8::0001", "2001:db8::1"),  // §4.1: no leading zeros
      ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),  // §4.2.1: shortened as much as possible
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),  // §4.2.2: not for one group
      ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),  // §4.2.2: though it may be read
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),  // §4.2.3: the longest run
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),  // §4.2.3: the first of equals
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),  // one group at the end
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),  // one group at the start
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
      ("0:0:0:0:0:ffff:102:304", "::ffff:1.2.3.4"),  // §5: mapped addresses end dotted
      ("::ffff:0.0.0.0", "::ffff:0.0.0.0"),
      ("::1.2.3.4", "::102:304"),  // compatible addresses are long gone: hexadecimal
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
  func canonical(text: String, expected: String) throws {
    #expect(try IPv6Address(text).description == expected)
    #expect(try IPAddress("[\(text)]").description == expected)
  }

  @Test(
    "an error quotes the input and names the fault and its column",
    arguments: [
      ("10.0.0.300/8", "octet 300 is above 255 (column 8)"),
      ("10.0.0.0/", "nothing after '/' (column 9)"),
      ("10.0.0.0/33", "prefix length 33 is above 32 (column 10)"),
      ("10.0.0.0/08", "prefix length 08 has a leading zero (column 10)"),
      ("10.0.0.0/8/9", "unexpected '/' (column 11)"),
      (
        "10.0.0.0/0.0.0.0",
        "0.0.0.0 is netmask /0 or wildcard /32; say --mask or --wildcard (column 10)"
      ),
      (
        "10/8",
        "1 octet where an IPv4 address has 4 (column 3); it is 10.0.0.0 with --short, 0.0.0.10 with --loose"
      ),
      (
        "1.2.3",
        "3 octets where an IPv4 address has 4 (column 6); inet_aton would read 1.2.0.3; use --loose"
      ),
      ("１.2.3.4", "unexpected '１' (column 1)"),
      ("1:::2", "a ':' without a group beside it (column 4)"),
      ("12345::", "group 12345 has more than 4 digits (column 1)"),
      ("[::1/64", "'[' without its ']' (column 1)"),
    ])
  func explained(text: String, expected: String) {
    let error = #expect(throws: AddressError.self) { try IPPrefix(text) }
    #expect(error?.description == "'\(text)': \(expected)")
  }

  @Test("a zone stands between address and length")
  func zones() throws {
    let scoped = try ScopedAddress("[fe80::1%eth0]")
    #expect(scoped.zone == "eth0")
    #expect(scoped.description == "fe80::1%eth0")
    #expect(throws: AddressError.self) { try ScopedAddress("fe80::1%") }
    #expect(throws: AddressError.self) { try ScopedAddress("1.2.3.4%eth0") }
    #expect(try ScopedAddress("1.2.3.4").address == .v4(IPv4Address(bits: 0x01020304)))
  }

  @Test("ports are read as a list of ports and ranges")
  func ports() throws {
    #expect(try PortSet("22,80,8000-8100").description == "22,80,8000-8100")
    #expect(try PortSet("80,79,81-90").description == "79-90")
    #expect(try PortSet("-").count == 65535)
    #expect(throws: AddressError.self) { try PortSet("22,,80") }
    #expect(throws: AddressError.self) { try PortSet("70000") }
    #expect(Array(try PortSet("5,1-3")).map(\.number) == [1, 2, 3, 5])
  }

  @Test("a range becomes the fewest prefixes and never loops")
  func cover() throws {
    let range = try IPRange("10.0.0.5-10.0.0.20")
    #expect(
      range.prefixes.map(\.description)
        == ["10.0.0.5/32", "10.0.0.6/31", "10.0.0.8/29", "10.0.0.16/30", "10.0.0.20/32"])
    #expect(try IPRange("0.0.0.0-255.255.255.255").prefixes.map(\.description) == ["0.0.0.0/0"])
    let most = try IPRange("::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
    #expect(most.prefixes.count == 128)
    #expect(range.coveringPrefix.description == "10.0.0.0/27")
    #expect(AddressCount(powerOfTwo: 128).description == "340282366920938463463374607431768211456")
  }
}
