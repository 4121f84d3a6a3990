import Addressing
import Testing

@testable import Diagnostics

@Suite("Host names as they are typed")
struct HostNameTests {
  @Test(
    "an address is told from what inet_aton reads, and both from a name",
    arguments: [
      ("192.0.2.1", "192.0.2.1", false), ("2001:db8::1", "2001:db8::1", false),
      ("fe80::1%lo", "fe80::1", false),
      // Octal, hexadecimal, and parts that fill what is missing.
      ("010.1", "8.0.0.1", true), ("0x7f.1", "127.0.0.1", true), ("2130706433", "127.0.0.1", true),
      ("192.0.2.010", "192.0.2.8", true), ("10.1", "10.0.0.1", true),
    ])
  func numeric(_ row: (text: String, address: String, isClassic: Bool)) throws {
    switch HostName(row.text).form {
    case .address(let address):
      #expect(!row.isClassic)
      #expect(address.description == row.address)
    case .classicIPv4(let address):
      #expect(row.isClassic)
      #expect(address.description == row.address)
    case .name: Issue.record("\(row.text) is read as a name")
    }
  }

  @Test("names that only look like addresses are names", arguments: ["08.1", "1.2.3.4.5", "0xg"])
  func names(_ text: String) { #expect(HostName(text).form == .name) }

  @Test("an international name has both its spellings")
  func international() {
    let name = HostName("bücher.example")
    #expect(name.ascii == "xn--bcher-kva.example")
    #expect(name.unicode == "bücher.example")
    #expect(HostName("xn--bcher-kva.example").unicode == "bücher.example")
    #expect(!HostName("plain.example").isInternational)
  }

  @Test("special names are known with and without a final dot")
  func special() {
    for name in ["localhost", "LOCALHOST.", "a.localhost", "localhost."] {
      #expect(HostName(name).isLocalhost, "\(name)")
    }
    #expect(!HostName("localhost.example").isLocalhost)
    #expect(!HostName("mylocalhost").isLocalhost)
    #expect(HostName("printer.local").isMulticastDNS)
    #expect(!HostName("local").isMulticastDNS)
    #expect(HostName("www").isSingleLabel)
    #expect(!HostName("10").isSingleLabel)
  }

  @Test(
    "what is no host name is named",
    arguments: [
      ("", "the name is empty"), ("a b", "a blank in the name"),
      ("a\tb", "a control character in the name"),
      ("a..b", "an empty label: two dots in a row, or one at the front"),
      (".a", "an empty label: two dots in a row, or one at the front"),
      ("a.", nil), ("_sip._tcp.example", nil), ("192.0.2.1", nil),
    ])
  func faults(_ row: (name: String, fault: String?)) {
    #expect(HostName(row.name).fault == row.fault)
  }

  @Test("253 bytes are a name, 254 are not")
  func length() {
    let label = String(repeating: "a", count: 61)
    let long = [label, label, label, label, "abcde"].joined(separator: ".")
    #expect(long.utf8.count == 253)
    #expect(HostName(long).fault == nil)
    #expect(HostName(long + ".").fault == nil)
    #expect(HostName(long + "f").fault == "more than 253 bytes")
  }
}
