import Addressing
import Testing

@testable import Diagnostics

@Suite("Probe targets and ports")
struct TargetTests {
  @Test(
    "a target is read as it was meant",
    arguments: [
      ("db.lan", "name db.lan", nil),  // no port: those of --port
      ("db.lan:5432", "name db.lan", "5432"),
      ("db.lan:https", "name db.lan", "443"),  // a service of the system's database
      ("db.lan:22,80", "name db.lan", "22,80"),
      ("10.0.0.7", "address 10.0.0.7", nil),
      ("[2001:db8::5]:443", "address 2001:db8::5", "443"),
      ("[2001:db8::5]", "address 2001:db8::5", nil),
      ("2001:db8::5", "address 2001:db8::5", nil),  // its colons are not a port's
      ("fe80::1%eth0", "address fe80::1%eth0", nil),
      ("10.0.0.9/30", "range 10.0.0.8-10.0.0.11", nil),  // host bits are the network's
      ("10.0.0.5-20", "range 10.0.0.5-10.0.0.20", nil),  // the last octet alone
      ("10.0.0.5-10.0.1.20", "range 10.0.0.5-10.0.1.20", nil),
      ("my-host-2", "name my-host-2", nil),  // a dash does not make a range
      ("tcp://db.lan:5432/", "name db.lan", "5432"),
    ] as [(String, String, String?)])
  func reads(text: String, place: String, ports: String?) throws {
    let target = try ProbeTarget(text)
    let found =
      switch target.place {
      case .name(let name): "name \(name)"
      case .address(let address): "address \(address)"
      case .range(let range): "range \(range)"
      }
    #expect(found == place)
    #expect(target.ports?.tcp.description == ports)
  }

  @Test("udp:// makes its port a UDP port")
  func datagram() throws {
    let target = try ProbeTarget("udp://10.0.0.1:53")
    #expect(target.ports?.udp.description == "53")
    #expect(target.ports?.tcp.isEmpty == true)
  }

  @Test(
    "a target that makes no sense is refused",
    arguments: [
      "",  // nothing
      ":80",  // no host
      "10.0.0.300",  // an address with a fault is no name
      "10.0.0.20-5",  // backwards
      "10.0.0.1:",  // a colon without a port
      "10.0.0.1:0",  // no port on the wire
      "10.0.0.1:70000",  // above 65535
      "[::1",  // an open bracket
      "[::1]80",  // no colon
      "http://10.0.0.1",  // not a transport
      "10.0.0.0/33",  // no such length
      "a b",  // a blank
      "10.0.0.5-+20",  // a sign is no digit
      "::/0",  // never done with, and more than any number here holds
      "2001:db8::/64",  // likewise
      "2001:db8::-2001:db9::",  // likewise, as a range
    ])
  func refuses(text: String) {
    #expect(throws: TargetError.self) { try ProbeTarget(text) }
  }

  @Test("all of IPv4, and as many addresses of IPv6, are one target")
  func large() throws {
    #expect(try ProbeTarget("0.0.0.0/0").hostCount == 1 << 32)
    #expect(try ProbeTarget("2001:db8::/96").hostCount == 1 << 32)
    #expect(throws: TargetError.self) { try ProbeTarget("2001:db8::/95") }
  }

  @Test(
    "a fault is pointed at where it stands in what was typed",
    arguments: [
      ("tcp://10.0.0.300:80", 14), ("10.0.0.300/8", 8), ("[fe80::1%]:22", 9), ("a b:80", 2),
      ("udp://[::1", 7), ("[::1]80", 6), ("tcp://a:99999/", 9), ("tcp://10.0.0.1-10.0.0.300", 23),
    ])
  func columns(text: String, column: Int) {
    let error = #expect(throws: TargetError.self) { try ProbeTarget(text) }
    #expect(error?.column == column, "\(error?.description ?? "")")
  }

  @Test("hosts are left out whole, however many there are")
  func excluded() throws {
    #expect(try ProbeTarget(excluded: "::/0").ports == nil)
    #expect(throws: TargetError.self) { try ProbeTarget(excluded: "10.0.0.1:80") }
    #expect(throws: TargetError.self) { try ProbeTarget(excluded: "udp://10.0.0.1") }
  }

  @Test(
    "a list of ports is read as it was meant",
    arguments: [
      ("22,80,8000-8100", "22,80,8000-8100", ""),
      ("https", "443", ""),
      ("-", "1-65535", ""),  // all but 0
      ("1-100,^25", "1-24,26-100", ""),
      ("^25", "1-24,26-65535", ""),  // without others: all but it
      ("u:53,123", "", "53,123"),  // the prefix holds for what follows
      ("22,u:53,t:80", "22,80", "53"),
      (
        "top20,1", "1,21-23,25,53,80,110,135,139,143,443,445,587,993,995,3306,3389,5900,8080,8443",
        ""
      ),
    ])
  func ports(text: String, tcp: String, udp: String) throws {
    let selection = try PortSelection(text)
    #expect(selection.tcp.description == tcp)
    #expect(selection.udp.description == udp)
  }

  @Test(
    "a list of ports with a fault is refused",
    arguments: ["", "22,,80", "0", "65536", "80-22", "nosuchservice", "22,^22", "0-10", "u:"])
  func refusesPorts(text: String) {
    #expect(throws: TargetError.self) { try PortSelection(text) }
  }

  @Test("a fault is told with its column")
  func column() {
    let error = #expect(throws: TargetError.self) { try PortSelection("22,80,x!") }
    #expect(error?.column == 7)
  }

  @Test("a leading zero is told from a port that does not exist", arguments: ["080", "1-080"])
  func leadingZero(text: String) {
    let error = #expect(throws: TargetError.self) { try PortSelection(text) }
    #expect(error?.fault == "'\(text)': a port has no leading zeros")
  }
}
