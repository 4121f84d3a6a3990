import Addressing
import Testing

@testable import Wire

/// Answers as servers give them to the requests of `UDPServiceTests.nonce`, and what is made of
/// them: read, cut short, and bent.
@Suite("Answers to UDP payloads")
struct UDPAnswerTests {
  /// Sixteen digits of the nonce, as text protocols carry them.
  private static let id = UDPServiceTests.nonce.text

  private static func text(_ text: String) -> String { Hexadecimal.text(Array(text.utf8)) }

  private static func stun(_ method: UInt16) -> String {
    let id = UDPServiceTests.nonce.bits & (1 << 96 - 1)
    let transaction = STUNTransaction(bits: UInt128(STUNTransaction.cookie) << 96 | id)
    let address = IPAddress.v4(IPv4Address(bits: 0xC000_0201))
    let isBinding = method == STUNMessage.Method.binding
    let message = STUNMessage(
      kind: isBinding ? .success : .failure, method: method, transaction: transaction,
      attributes: isBinding
        ? [.xorMappedAddress(TransportAddress(address: address, port: 4711))]
        : [.errorCode(401, reason: "Unauthorized"), .realm("example.org")])
    return Hexadecimal.text(message.encoded(fingerprint: true))
  }

  /// Service, reply, the line that is made of it; nil where a test of its own looks closer.
  static let answers: [(String, String, String?)] = [
    (
      "dns",
      """
      0f10 8400 0001 0001 0000 0000 0776657273696f6e 0462696e64 00 0010 0003
      c00c 0010 0003 00000000 0007 06 392e31382e30
      """,
      "DNS answers NOERROR, version '9.18.0'"
    ),
    (
      "dns", "0f10 8005 0001 0000 0000 0000 0776657273696f6e 0462696e64 00 0010 0003",
      "DNS answers REFUSED"
    ),
    (
      "mdns",
      """
      0000 8400 0000 0001 0000 0000 095f7365727669636573 075f646e732d7364 045f756470
      056c6f63616c 00 000c 0001 00001194 000d 055f68747470 045f746370 c023
      """,
      "mDNS, 1 kind of service: _http._tcp.local"
    ),
    (
      "ntp",
      """
      24 02 06 e9 00000000 00000000 c0a80101 0000000000000000 090a0b0c0d0e0f10 1111111111111111
      2222222222222222
      """,
      "NTP v4, stratum 2"
    ),
    (
      "ntp",
      """
      e4 00 06 e9 00000000 00000000 52415445 0000000000000000 090a0b0c0d0e0f10 1111111111111111
      2222222222222222
      """,
      "NTP v4 refuses: RATE"
    ),
    (
      "snmp",
      """
      3060 020103 3011 02040d0e0f10 020300ffe3 040100 020103
      041a 3018 0409 800000000102030405 020107 02020e10 0400 0400 0400
      302c 0409 800000000102030405 0400 a81d 02040d0e0f10 020100 020100 300f 300d 0608 2b060106030f0101 410101
      """,
      "SNMPv3, engine 800000000102030405, boots 7, up 3600 s"
    ),
    (
      "snmp-public",
      """
      30 2c 020101 0406 7075626c6963 a21f 02040d0e0f10 020100 020100
      3011 300f 0608 2b06010201010300 4303 0186a0
      """,
      "SNMPv2c takes 'public', up 1000 s"
    ),
    (
      "ipmi", "06 00 ff 06 000011be 40 10 00 10 000011be 00000000 81 00 000000000000",
      "RMCP, IPMI supported"
    ),
    ("rpcbind", "0d0e0f10 00000001 00000000 00000000 00000000 00000000", "rpcbind version 2"),
    (
      "nfs", "0d0e0f10 00000001 00000000 00000000 00000000 00000002 00000004 00000004",
      "nfs versions 4 to 4"
    ),
    ("tftp", "0005 0001 46696c65206e6f7420666f756e64 00", "TFTP error 1 'File not found'"),
    (
      "memcached", "0f10 0000 0001 0000 56455253494f4e20312e362e31380d0a",
      "memcached 1.6.18, open to UDP"
    ),
    (
      "ldap", "30 84 00000010 02040d0e0f10 64 84 00000004 0400 3000",
      "LDAP shows its root entry"
    ),
    (
      "kerberos",
      "7e 23 3021 a003020105 a10302011e a603020144 a910 1b0e 4e45544b49542e494e56414c4944",
      "Kerberos error 68, realm NETKIT.INVALID"
    ),
    ("slp", "02 0b 000010 0000 000000 0f10 0002 656e", "SLP service agent"),
    ("xdmcp", "0001 0005 000b 0000 0005 686f737431 0002 6f6b", "XDMCP willing, host1"),
    ("nat-pmp", "0080 0000 00000e10 2d2d2d01", "NAT-PMP success, outside address 45.45.45.1"),
    ("nat-pmp", "0280 0001 00000000", "PCP, without NAT-PMP"),
    ("rip", "02 02 0000 0002 0000 c0000210 ffffffff 00000000 00000010", "RIP version 2"),
    ("coap", "70 00 0102", "CoAP, pong"),
    ("bacnet", "81 0a 0011 01 00 30 10 0c", "BACnet device"),
    ("gtp", "32 02 0006 00000000 0f10 00 00 0e00", "GTP version 1"),
    (
      "openvpn", "40 aaaaaaaaaaaaaaaa 01 00000000 0102030405060708 00000000",
      "OpenVPN without tls-auth"
    ),
    ("l2tp", "c802 0014 0f11 0000 0000 0001 8008 0000 0000 0002", "L2TP takes tunnels"),
    (
      "quic",
      "c0 00000000 08 0102030405060708 08 090a0b0c0d0e0f10 00000001 6b3343cf 1a2a3a4a", nil
    ),
    ("dtls", "16 feff 0000000000000000 0004 03000000", "DTLS, asks for a cookie"),
    ("dtls", "15 fefd 0000000000000000 0002 0228", "DTLS alert 40"),
    (
      "ike",
      "090a0b0c0d0e0f10 0000000000000000 29 20 22 20 00000000 00000024 00000008 0000000e",
      "IKEv2, another proposal wanted"
    ),
    ("source", "ffffffff 41 01020304", "Source engine, asks for a challenge"),
    (
      "minecraft",
      """
      1c 0102030405060708 1111111111111111 00ffff00fefefefefdfdfdfd12345678
      0004 4d435045
      """,
      "Minecraft 'MCPE'"
    ),
    (
      "stamp",
      """
      00000001 0000000000000000 0000 0000 0000000000000000 0d0e0f10 0102030405060708 0000 0000 ff
      """,
      "STAMP reflector"
    ),
    (
      "dhcp",
      "02 01 06 00 0d0e0f10" + String(repeating: "00", count: 228)
        + "63825363 350105 3604 c0000201 0304 c00002fe 0f07 6578616d706c65 00 ff",
      "DHCP, server 192.0.2.1, router 192.0.2.254, domain 'example'"
    ),
    (
      "dhcp",
      "02 01 06 00 0d0e0f10" + String(repeating: "00", count: 228) + "63825363 350106 ff",
      "DHCP, refuses"
    ),
    (
      "dhcp", "02 01 06 00 0d0e0f10" + String(repeating: "00", count: 228) + "00000000",
      "BOOTP, without DHCP"
    ),
    (
      "teamspeak",
      "545333494e495431 0065 88 01" + String(repeating: "11", count: 16) + "04030201",
      "TeamSpeak 3"
    ),
    ("teamspeak", "545333494e495431 0065 88 7f", "TeamSpeak 3, wants another version"),
    (
      "netkit", "6e65746b6974207365727665 20 30313032303330343035303630373038 0a",
      "netkit serve, both ways work"
    ),
    ("time", "83aa7e80", "time 1970-01-01T00:00:00Z"),
    ("daytime", "53617475726461790d0a", "daytime 'Saturday'"),
    ("echo", "6e65746b69742030313032303330343035303630373038", "echo"),
    (
      "netbios",
      """
      0f10 8400 0000 0001 0000 0000 20 434b 414141414141414141414141414141
      414141414141414141414141414141 00 0021 0001 00000000 0013 01 484f5354202020202020202020202020
      00 04 00
      """, "NetBIOS, 1 name: HOST"
    ),
    ("llmnr", "0f10 8000 0000 0000 0000 0000", "LLMNR answers NOERROR"),
    ("radius", "02 10 0014 00000000000000000000000000000000", "RADIUS answers with code 2"),
    ("qotd", "53617475726461790d0a", "quote 'Saturday'"),
    (
      "ike-nat-t",
      """
      00000000 090a0b0c0d0e0f10 0000000000000000 29 20 22 20 00000000 00000024 00000008 00000011
      """, "IKEv2, another group wanted"
    ),
    (
      "ikev1", "090a0b0c0d0e0f10 0000000000000000 01 10 02 00 00000000 0000001c",
      "IKE version 1"
    ),
    ("tftp", "0003 0001 68656c6c6f", "TFTP sends a file for any name"),
    (
      "sip", text("SIP/2.0 200 OK\r\nCall-ID: \(id)@x\r\nServer: Asterisk PBX\r\n\r\n"),
      "SIP 200 OK, Asterisk PBX"
    ),
    (
      "ssdp",
      text("HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nUSN: uuid:1\r\nSERVER: Linux UPnP\r\n\r\n"),
      "SSDP, Linux UPnP"
    ),
    ("stun", stun(STUNMessage.Method.binding), "STUN sees us as 192.0.2.1:4711"),
    ("turn", stun(STUNMessage.Method.allocate), "TURN, realm example.org"),
  ]

  @Test("answers are recognized", arguments: answers.filter { $0.2 != nil })
  func recognized(name: String, reply: String, expected: String?) throws {
    let answer = try UDPServiceTests.probe(name).check(hex(reply))
    #expect(answer == .match(expected ?? ""))
  }

  @Test("every service that answers has an answer here")
  func isComplete() {
    let known = Set(Self.answers.map(\.0))
    let missing = UDPService.all.filter { service in
      let probe = UDPProbe(service, nonce: UDPServiceTests.nonce)
      return !known.contains(service.name) && !probe.payload.isEmpty
    }
    #expect(missing.map(\.name).isEmpty, "\(missing.map(\.name))")
  }

  /// What is told of an answer fits a line, whatever its length.
  private static func check(_ bytes: [UInt8], of probe: UDPProbe) {
    guard case .match(let text) = probe.check(bytes), text.utf8.count >= 2000 else { return }
    Issue.record("\(text)")
  }

  @Test("answers cut short and bent never trap", arguments: UDPService.all.map(\.name))
  func hostile(name: String) throws {
    let probe = try UDPServiceTests.probe(name)
    let replies = Self.answers.filter { $0.0 == name }.map { hex($0.1) }
    Fuzz.run("UDP \(name)", samples: replies + [probe.payload]) { Self.check($0, of: probe) }
  }

  @Test("answers of the largest size never trap, and are told in a line")
  func large() throws {
    for (name, reply, _) in Self.answers {
      let bytes = hex(reply) + [UInt8](repeating: 0x41, count: 65_000)
      Self.check(bytes, of: try UDPServiceTests.probe(name))
    }
  }
}
