import Testing

@testable import Addressing

@Suite("Network operands")
struct NetworkOperandTests {
  @Test(
    "every form is told from the others",
    arguments: [
      ("192.168.0.10", .address, "192.168.0.10-192.168.0.10"),
      ("192.168.0.10/26", .length, "192.168.0.0-192.168.0.63"),
      ("192.168.0.10/255.255.255.192", .netmask, "192.168.0.0-192.168.0.63"),
      ("192.168.0.10/0.0.0.63", .wildcard, "192.168.0.0-192.168.0.63"),
      ("10.0.0.5-10.0.0.20", .range, "10.0.0.5-10.0.0.20"),
      ("10.0.0.0 - 10.0.0.255", .range, "10.0.0.0-10.0.0.255"),  // as registries print it
      ("10.0.0.0+256", .count, "10.0.0.0-10.0.0.255"),
      ("::+340282366920938463463374607431768211455", .count, "::-\(top.dropLast())e"),
      ("168.192.in-addr.arpa", .reverseName, "192.168.0.0-192.168.255.255"),
      ("0/26.0.168.192.in-addr.arpa.", .reverseName, "192.168.0.0-192.168.0.63"),
      ("8.B.D.0.1.0.0.2.IP6.ARPA", .reverseName, "2001:db8::-2001:db8:\(top.dropFirst(10))"),
      ("fe80::1%eth0/64", .length, "fe80::-fe80::ffff:ffff:ffff:ffff"),
      ("fe80::1%br-lan", .address, "fe80::1-fe80::1"),  // the dash belongs to the zone
      ("[2001:db8::1]/127", .length, "2001:db8::-2001:db8::1"),
    ] as [(String, NetworkOperand.Form, String)])
  func forms(text: String, form: NetworkOperand.Form, range: String) throws {
    let operand = try NetworkOperand(text)
    #expect(operand.form == form)
    #expect(operand.range?.description == range)
  }

  private static let top = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"

  @Test("a MAC address is recognised unless it could be a number")
  func mac() throws {
    #expect(try NetworkOperand("00-11-22-aa-bb-cc").form == .mac)
    #expect(try NetworkOperand("0011.2233.4455").form == .mac)
    #expect(try NetworkOperand("001122aabbcc").form == .mac)
    #expect(throws: AddressError.self) { try NetworkOperand("017700000001") }
  }

  @Test(
    "what is not an operand is refused with a reason",
    arguments: [
      ("", "nothing to read"),
      ("10.0.0.20-10.0.0.5", "the range ends before it begins"),
      ("10.0.0.0-::1", "an IPv4 and an IPv6 address make no range"),
      ("10.0.0.0+0", "a count of addresses, at least 1, goes after '+' (column 10)"),
      ("255.255.255.255+2", "this reaches past the last address"),
      ("/8", "no address before '/' (column 1)"),
      ("fe80::1/64%eth0", "the zone stands before the length: address%zone/length (column 11)"),
      ("fe80::1%", "the zone after '%' is empty (column 8)"),
      ("fe80::1%/64", "the zone after '%' is empty (column 8)"),
      ("256.168.192.in-addr.arpa", "label '256' does not belong in a reverse name (column 1)"),
      ("1.2.3.4.5.in-addr.arpa", "too many labels for a reverse name (column 1)"),
      ("10.0.0.0/255.0.255.0", "this netmask is not contiguous (column 10)"),
      ("-", "nothing to read"),
    ])
  func refused(text: String, reason: String) {
    let error = #expect(throws: AddressError.self) { try NetworkOperand(text) }
    #expect(error?.explanation == reason)
  }

  @Test("a reading that could surprise carries a note")
  func notes() throws {
    #expect(
      try NetworkOperand("10.0.0.0/0.0.0.255").notes.map(\.description)
        == ["read as a wildcard: /24"])
    #expect(try NetworkOperand("10/8", rules: .short).notes == [.short(IPv4Address(10, 0, 0, 0))])
    #expect(try NetworkOperand("10/8", rules: .loose).notes == [.loose(IPv4Address(0, 0, 0, 10))])
    #expect(try NetworkOperand("10.0.0.0/0.0.0.0", rules: .mask).prefix?.length == 0)
    #expect(try NetworkOperand("10.0.0.0/0.0.0.0", rules: .wildcard).prefix?.length == 32)
  }
}
