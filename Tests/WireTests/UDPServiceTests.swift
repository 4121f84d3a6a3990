import Addressing
import TestSupport
import Testing

@testable import Wire

@Suite("UDP payloads")
struct UDPServiceTests {
  static let nonce = UDPNonce(bits: 0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10)

  static func probe(_ name: String) throws -> UDPProbe {
    UDPProbe(try #require(UDPService.named(name)), nonce: nonce)
  }

  /// Requests written out by hand from the specifications, with the nonce above.
  @Test(
    "requests are what their specifications draw",
    arguments: [
      ("dns", "0f10 0000 0001 0000 0000 0000 0776657273696f6e 0462696e64 00 0010 0003"),
      (
        "ntp",
        """
        23 000000 00000000 00000000 00000000 0000000000000000 0000000000000000 0000000000000000
        090a0b0c0d0e0f10
        """
      ),
      (
        "netbios",
        """
        0f10 0000 0001 0000 0000 0000
        20 434b 414141414141414141414141414141 414141414141414141414141414141 00 0021 0001
        """
      ),
      (
        "snmp",
        """
        30 3d 020103 3010 02040d0e0f10 020205c0 040104 020103
        0410 300e 0400 020100 020100 0400 0400 0400
        3014 0400 0400 a00e 02040d0e0f10 020100 020100 3000
        """
      ),
      (
        "snmp-public",
        """
        30 29 020101 0406 7075626c6963 a01c 02040d0e0f10 020100 020100
        300e 300c 0608 2b06010201010300 0500
        """
      ),
      (
        "rpcbind",
        """
        0d0e0f10 00000000 00000002 000186a0 00000002 00000000 00000000 00000000 00000000 00000000
        """
      ),
      ("coap", "40 00 0102"),
      ("memcached", "0f10 0000 0001 0000 76657273696f6e0d0a"),
      ("ipmi", "06 00 ff 06 000011be 80 10 00 00"),
      ("xdmcp", "0001 0002 0001 00"),
      ("bacnet", "81 0a 0011 01 04 00 05 10 0c 0c 023fffff 19 4d"),
      ("gtp", "32 01 0004 00000000 0f10 00 00"),
      ("openvpn", "38 0102030405060708 00 00000000"),
      ("nat-pmp", "0000"),
      ("rip", "01 02 0000 0002 0000 c0000210 ffffffff 00000000 00000010"),
      ("source", "ffffffff 54 536f7572636520456e67696e65205175657279 00"),
      (
        "slp",
        """
        02 01 000036 0000 000000 0f10 0002 656e
        0000 0015 736572766963653a736572766963652d6167656e74 0007 44454641554c54 0000 0000
        """
      ),
      (
        "l2tp",
        """
        c802 003a 0000 0000 0000 0000 8008 0000 0000 0001 8008 0000 0002 0100
        800c 0000 0007 6e65746b6974 800a 0000 0003 00000003 8008 0000 0009 0f11
        """
      ),
      (
        "ldap",
        """
        30 3e 02040d0e0f10 63 36 0400 0a0100 0a0100 020101 020102 010100
        870b 6f626a656374436c617373 3016 0414 737570706f727465644c44415056657273696f6e
        """
      ),
      (
        "tftp",
        "0001 6e65746b69742d30313032303330343035303630373038 00 6f63746574 00"
      ),
    ])
  func requests(name: String, expected: String) throws {
    #expect(Hexadecimal.text(try Self.probe(name).payload) == Hexadecimal.text(hex(expected)))
  }

  /// Answers as servers give them, and the line that is made of each.
  @Test(
    "answers are recognized",
    arguments: [
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
        "mDNS, 1 kinds of service: _http._tcp.local"
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
        "c0 00000000 08 090a0b0c0d0e0f10 08 0102030405060708 00000001 6b3343cf 1a2a3a4a",
        nil
      ),
      (
        "quic",
        "c0 00000000 08 0102030405060708 08 090a0b0c0d0e0f10 00000001 6b3343cf 1a2a3a4a",
        nil
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
      ("time", "83aa7e80", "time 1970-01-01T00:00:00Z"),
      ("daytime", "53617475726461790d0a", "daytime 'Saturday'"),
      ("echo", "6e65746b69742030313032303330343035303630373038", "echo"),
    ] as [(String, String, String?)])
  func answers(name: String, reply: String, expected: String?) throws {
    let answer = try Self.probe(name).check(hex(reply))
    guard let expected else {
      // Which of the two connection ids comes first is what the next test checks.
      #expect(answer != .unexpected(""))
      return
    }
    #expect(answer == .match(expected))
  }

  @Test("QUIC's connection ids must come back swapped")
  func quic() throws {
    let probe = try Self.probe("quic")
    #expect(probe.payload.count == 1200)
    // Header, version, then destination 8 bytes and source 8 bytes as we sent them.
    #expect(probe.payload[0] & 0xC0 == 0xC0)
    #expect(probe.payload[1..<5].allSatisfy { $0 & 0x0F == 0x0A })
    let destination = Array(probe.payload[6..<14])
    let source = Array(probe.payload[15..<23])
    let versions = hex("00000001 6b3343cf 1a2a3a4a")
    let head = hex("c0 00000000 08")
    #expect(probe.check(head + source + [8] + destination + versions) == .match("QUIC v1 v2"))
    #expect(probe.check(head + destination + [8] + source + versions) == .notOurs)
  }

  @Test("STUN and SIP answers are recognized by their own codecs")
  func codecs() throws {
    let stun = try Self.probe("stun")
    let request = try STUNMessage(decoding: stun.payload)
    let mapped = TransportAddress(address: try IPAddress("192.0.2.1"), port: 4711)
    let answer = STUNMessage(
      kind: .success, transaction: request.transaction,
      attributes: [.xorMappedAddress(mapped), .software("coturn")])
    #expect(
      stun.check(answer.encoded(fingerprint: true))
        == .match("STUN sees us as 192.0.2.1:4711, coturn"))
    let other = STUNMessage(
      kind: .success, transaction: STUNTransaction(bits: 1),
      attributes: [.xorMappedAddress(mapped)])
    #expect(stun.check(other.encoded()) == .notOurs)

    let turn = try Self.probe("turn")
    let unauthorized = STUNMessage(
      kind: .failure, method: 3, transaction: request.transaction,
      attributes: [.errorCode(401, reason: "Unauthorized"), .realm("example.org")])
    #expect(turn.check(unauthorized.encoded()) == .match("TURN, realm example.org"))

    let sip = try Self.probe("sip")
    #expect(String(decoding: sip.payload, as: UTF8.self).hasSuffix("Content-Length: 0\r\n\r\n"))
    let ok = "SIP/2.0 200 OK\r\nCall-ID: 0102030405060708@x\r\nServer: Asterisk PBX\r\n\r\n"
    #expect(sip.check(Array(ok.utf8)) == .match("SIP 200 OK, Asterisk PBX"))
    let foreign = "SIP/2.0 200 OK\r\nCall-ID: other\r\n\r\n"
    #expect(sip.check(Array(foreign.utf8)) == .notOurs)
  }

  @Test("IKE lengths add up")
  func ike() throws {
    for (name, skip) in [("ike", 0), ("ike-nat-t", 4), ("ikev1", 0)] {
      let payload = Array(try Self.probe(name).payload.dropFirst(skip))
      var reader = ByteReader(payload)
      try reader.skip(16)
      var next = try reader.uint8()
      try reader.skip(7)
      #expect(try reader.uint32() == UInt32(payload.count))
      while next != 0 {
        next = try reader.uint8()
        try reader.skip(1)
        let length = Int(try reader.uint16())
        try reader.skip(length - 4)
      }
      #expect(reader.isAtEnd)
    }
  }

  @Test("an answer with another nonce is never believed")
  func otherNonce() throws {
    // Each reply answers the nonce above; the probe has another.
    let other = UDPNonce(bits: ~Self.nonce.bits)
    for (name, reply) in [
      (
        "ntp",
        "24 02 06 e9" + String(repeating: "00", count: 20) + "090a0b0c0d0e0f10"
          + String(repeating: "00", count: 16)
      ),
      ("coap", "70 00 0102"), ("rpcbind", "0d0e0f10 00000001 00000000 00000000 00000000 00000000"),
      ("memcached", "0f10 0000 0001 0000 56455253494f4e20310d0a"),
      ("gtp", "32 02 0006 00000000 0f10 00 00 0e00"), ("slp", "02 0b 000010 0000 000000 0f10"),
      ("dns", "0f10 8005 0001 0000 0000 0000 0776657273696f6e 0462696e64 00 0010 0003"),
      ("echo", "6e65746b6974"), ("rip", "02 02 0000 0002 0000 c0000210"),
    ] {
      let service = try #require(UDPService.named(name))
      #expect(UDPProbe(service, nonce: other).check(hex(reply)) == .notOurs, "\(name)")
    }
  }

  @Test("ports find their service, names too, and none is there twice")
  func finding() {
    #expect(UDPService.at(port: 53)?.name == "dns")
    #expect(UDPService.at(port: 161)?.name == "snmp")  // not the one that tries a password
    #expect(UDPService.at(port: 3478)?.name == "stun")
    #expect(UDPService.at(port: 51820)?.isOneWay == true)
    #expect(UDPService.at(port: 514)?.isOneWay == true)
    #expect(UDPService.at(port: 4) == nil)
    #expect(UDPService.named("TFTP")?.answersFromAnotherPort == true)
    #expect(UDPService.payload(for: 123, nonce: Self.nonce)?.payload.count == 48)
    #expect(Set(UDPService.all.map(\.name)).count == UDPService.all.count)
    let ports = UDPService.all.filter {
      if case .onRequest = $0.manner { false } else { true }
    }.flatMap(\.ports)
    #expect(Set(ports).count == ports.count)
  }

  @Test("our own request coming back is no service")
  func reflected() {
    for service in UDPService.all where service.name != "echo" {
      let probe = UDPProbe(service, nonce: Self.nonce)
      guard !probe.payload.isEmpty else { continue }
      if case .unexpected = probe.check(probe.payload) { continue }
      Issue.record("\(service.name) believes its own request")
    }
  }

  @Test("hostile answers never trap")
  func fuzz() {
    var random = SeededRandom.forTest("fuzz UDP")
    for service in UDPService.all {
      let probe = UDPProbe(service, nonce: Self.nonce)
      for length in 0..<probe.payload.count { _ = probe.check(Array(probe.payload.prefix(length))) }
      for _ in 0..<SeededRandom.inputs / 20 {
        _ = probe.check(random.noise(upTo: 120))
        _ = probe.check(random.mutated(probe.payload))
      }
    }
  }
}
