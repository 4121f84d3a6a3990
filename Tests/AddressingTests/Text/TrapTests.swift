import Testing

@testable import Addressing

private func hint(_ reading: String) -> String {
  "; inet_aton would read \(reading); use --loose"
}

/// Inputs that widely used tools read wrongly, one row each; the reason says what goes wrong.
@Suite("Known traps")
struct TrapTests {
  @Test(
    "what is ambiguous or broken is refused, with a reason",
    arguments: [
      // Octal or decimal? RFC 6943 §3.1.1, CVE-2021-29921.
      (
        "010.0.0.1",
        "octet 010 has a leading zero, which some read as octal (column 1)\(hint("8.0.0.1"))"
      ),
      (
        "192.168.010.1",
        "octet 010 has a leading zero, which some read as octal (column 9)\(hint("192.168.8.1"))"
      ),
      ("10.08.0.1", "octet 08 has a leading zero, which some read as octal (column 4)"),
      // inet_aton's short and numeric forms.
      ("1.2.3", "3 octets where an IPv4 address has 4 (column 6)\(hint("1.2.0.3"))"),
      ("127.1", "2 octets where an IPv4 address has 4 (column 6)\(hint("127.0.0.1"))"),
      ("0x7f.1", "unexpected 'x' (column 2)\(hint("127.0.0.1"))"),
      ("2130706433", "1 octet where an IPv4 address has 4 (column 11)\(hint("127.0.0.1"))"),
      (
        "017700000001",
        "octet 017700000001 has a leading zero, which some read as octal (column 1)\(hint("127.0.0.1"))"
      ),
      // CIDR habit or inet_aton?
      (
        "10/8",
        "1 octet where an IPv4 address has 4 (column 3); it is 10.0.0.0 with --short, 0.0.0.10 with --loose"
      ),
      (
        "10.1/16",
        "2 octets where an IPv4 address has 4 (column 5); it is 10.1.0.0 with --short, 10.0.0.1 with --loose"
      ),
      // Not IPv4, and not IPv6 either.
      ("1.2.3.4.5", "5 octets where an IPv4 address has 4 (column 10)"),
      ("a.b.c.d", "unexpected 'a' (column 1)"),
      ("1..2.3", "an octet is missing (column 3)"),
      ("１.2.3.4", "unexpected '１' (column 1)"),  // full width
      ("256.0.0.1", "octet 256 is above 255 (column 1)"),
      // Lengths.
      ("10.0.0.0/", "nothing after '/' (column 9)"),
      ("10.0.0.0/4294967304", "prefix length 4294967304 is above 32 (column 10)"),  // 2^32 + 8
      ("10.0.0.0/8/9", "unexpected '/' (column 11)"),
      ("10.0.0.0/+8", "unexpected '+' (column 10)"),
      ("10.0.0.0/ 8", "unexpected ' ' (column 10)"),
      ("10.0.0.0/-1", "unexpected '-' (column 10)"),
      ("10.0.0.0/08", "prefix length 08 has a leading zero (column 10)"),
      ("10.0.0.0/33", "prefix length 33 is above 32 (column 10)"),
      ("2001:db8::/129", "prefix length 129 is above 128 (column 12)"),
      ("/8", "no address before '/' (column 1)"),
      ("10.0.0.0/255.0.255.0", "this netmask is not contiguous (column 10)"),
      (
        "10.0.0.0/0.0.0.0",
        "0.0.0.0 is netmask /0 or wildcard /32; say --mask or --wildcard (column 10)"
      ),
      ("10.0.0.300/8", "octet 300 is above 255 (column 8)"),
      // Ranges.
      ("10.0.0.20-10.0.0.5", "the range ends before it begins"),
      // IPv6.
      ("1::2::3", "a second '::'; it may stand once (column 5)"),
      (":1::2", "a ':' without a group beside it (column 1)"),
      ("1:2:3:4:5:6:7:8::", "more than 8 groups (column 18)"),
      ("1:2:3:4:5:6:7:8:9", "more than 8 groups (column 17)"),
      ("1:2:3:4:5:6:7", "7 groups where an IPv6 address has 8 (column 14)"),
      ("1:2:3:4:5:6:7:", "a ':' without a group beside it (column 14)"),
      ("1:::2", "a ':' without a group beside it (column 4)"),
      ("12345::", "group 12345 has more than 4 digits (column 1)"),
      ("::ffff:01.2.3.4", "octet 01 has a leading zero, which some read as octal (column 8)"),
      ("::1.2.3", "3 octets where an IPv4 address has 4 (column 8)"),
      ("2001:db8::g", "unexpected 'g' (column 11)"),
      // Zones.
      ("fe80::1%", "the zone after '%' is empty (column 8)"),
      ("fe80::1/64%eth0", "the zone stands before the length: address%zone/length (column 11)"),
      ("10.0.0.1%eth0", "an IPv4 address has no zone (column 9)"),
      // Brackets.
      ("[::1", "'[' without its ']' (column 1)"),
      ("[10.0.0.1]", "brackets are for IPv6 addresses (column 1)"),
      ("::1]", "unexpected ']' (column 4)"),
      // Junk is never looked up.
      ("junk", "unexpected 'j' (column 1)"),
      ("+1.2.3.4", "nothing to read"),
      ("", "nothing to read"),
    ])
  func refused(text: String, explanation: String) {
    let error = #expect(throws: AddressError.self) { try NetworkOperand(text) }
    #expect(error?.explanation == explanation)
  }

  @Test(
    "what is right is read right",
    arguments: [
      ("10.1.2.3", "10.1.2.3/32"),  // no class default
      ("2001:db8::1", "2001:db8::1/128"),
      ("10.0.0.0/0.0.0.255", "10.0.0.0/24"),  // a wildcard, not netmask /8
      ("10.0.0.0/0.255.255.255", "10.0.0.0/8"),
      ("10.0.0.0/127.255.255.255", "0.0.0.0/1"),
      ("10.0.0.0/255.255.255.255", "10.0.0.0/32"),
      ("10.0.0.0/128.0.0.0", "0.0.0.0/1"),
      ("192.168.0.10/26", "192.168.0.0/26"),
      ("0.0.0.0-255.255.255.255", "0.0.0.0/0"),  // tools loop for ever
      ("10.0.0.0-10.0.0.255", "10.0.0.0/24"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0/128"),  // :: for one group
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8/128"),
      ("::ffff:1.2.3.4", "::ffff:1.2.3.4/128"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221/128"),
      ("fe80::1%eth0", "fe80::1/128"),
      ("fe80::1%lo/64", "fe80::/64"),
      ("::1%eth0", "::1/128"),
      ("[2001:db8::1]/64", "2001:db8::/64"),
      ("[::1]", "::1/128"),
      ("2001:db8::/127", "2001:db8::/127"),
      ("::/0", "::/0"),
    ])
  func read(text: String, prefix: String) throws {
    #expect(try NetworkOperand(text).prefix?.description == prefix)
  }

  @Test(
    "--loose reads what inet_aton reads",
    arguments: [
      ("010.0.0.1", "8.0.0.1"), ("1.2.3", "1.2.0.3"), ("127.1", "127.0.0.1"),
      ("0x7f.1", "127.0.0.1"), ("0X7F000001", "127.0.0.1"), ("2130706433", "127.0.0.1"),
      ("017700000001", "127.0.0.1"), ("10", "0.0.0.10"), ("1.65536", "1.1.0.0"),
      ("0.0.0.0", "0.0.0.0"), ("4294967295", "255.255.255.255"),
      ("4294967296", nil), ("1.2.65536", nil), ("256.1", nil), ("08.1", nil), ("0x", nil),
      ("1.2.3.4.5", nil), ("1.2.3.", nil), (".1", nil), ("", nil), ("1.2.3.256", nil),
    ] as [(String, String?)])
  func loose(text: String, address: String?) {
    #expect((try? IPv4Address(text, rules: .loose))?.description == address)
  }

  @Test("--short fills zeros, before --loose has a say")
  func short() throws {
    #expect(try IPPrefix("10/8", rules: .short).description == "10.0.0.0/8")
    #expect(try IPPrefix("10.1/16", rules: [.short, .loose]).description == "10.1.0.0/16")
    #expect(try IPPrefix("10/8", rules: .loose).description == "0.0.0.0/8")
    #expect(throws: AddressError.self) { try IPPrefix("10", rules: .short) }
    #expect(throws: AddressError.self) { try IPPrefix("010/8", rules: .short) }
  }

  @Test("--strict refuses host bits, --mask and --wildcard take one side")
  func rules() throws {
    let error = #expect(throws: AddressError.self) {
      try IPPrefix("192.168.0.10/26", rules: .refuseHostBits)
    }
    #expect(error?.description == "'192.168.0.10/26': host bits are set")
    #expect(try IPPrefix("10.0.0.0/0.0.0.0", rules: .mask).length == 0)
    #expect(try IPPrefix("10.0.0.0/0.0.0.0", rules: .wildcard).length == 32)
    #expect(try IPPrefix("10.0.0.0/255.255.255.255", rules: .wildcard).length == 0)
    #expect(throws: AddressError.self) { try IPPrefix("10.0.0.0/0.0.0.255", rules: .mask) }
    #expect(throws: AddressError.self) { try IPPrefix("10.0.0.0/255.0.0.0", rules: .wildcard) }
  }

  @Test("counts that other tools lose by one or wrap")
  func counts() throws {
    #expect(try IPPrefix("0.0.0.0/0").count.description == "4294967296")
    #expect(try IPPrefix("::/0").count.description == "340282366920938463463374607431768211456")
    let both = try IPPrefix("::/0").count + IPPrefix("0.0.0.0/0").count
    #expect(both.description == "340282366920938463463374607436063178752")
    #expect(try (both - IPPrefix("::/0").count).description == "4294967296")
  }
}
