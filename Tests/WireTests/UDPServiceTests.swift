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
        "dhcp",
        "01 01 06 00 0d0e0f10" + String(repeating: "00", count: 20) + "02 0102030405"
          + String(repeating: "00", count: 202) + "63825363 350108 3704 0103060f ff"
          + String(repeating: "00", count: 50)
      ),
      ("teamspeak", "545333494e495431 0065 0000 88 063bece9 00 0d0e0f10 01020304 0000000000000000"),
      ("netkit", "6e65746b69742070726f6265 20 30313032303330343035303630373038 0a"),
      (
        "tftp",
        "0001 6e65746b69742d30313032303330343035303630373038 00 6f63746574 00"
      ),
    ])
  func requests(name: String, expected: String) throws {
    #expect(Hexadecimal.text(try Self.probe(name).payload) == Hexadecimal.text(hex(expected)))
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

  @Test("a request that names who asks has that address in its place, and only there")
  func source() throws {
    let dhcp = try #require(UDPService.named("dhcp"))
    let address = IPv4Address(bits: 0xC000_0207)
    let named = UDPProbe(dhcp, nonce: Self.nonce, source: address).payload
    let unnamed = UDPProbe(dhcp, nonce: Self.nonce).payload
    #expect(Array(named[12..<16]) == [192, 0, 2, 7])
    #expect(named.prefix(12) == unnamed.prefix(12))
    #expect(named.dropFirst(16) == unnamed.dropFirst(16))
    let echo = try #require(UDPService.named("echo"))
    #expect(
      UDPProbe(echo, nonce: Self.nonce, source: address).payload
        == UDPProbe(echo, nonce: Self.nonce).payload)
  }

  @Test(
    "netkit serve knows its own question and nothing else",
    arguments: [
      ("netkit probe 0102030405060708\n", true),
      ("netkit probe 0102030405060708", false),  // cut short
      ("netkit probe 010203040506070\n", false),
      ("netkit probe 01020304050607089\n", false),
      ("netkit probe 010203040506070G\n", false),  // no digit
      ("netkit probe \u{1B}]0;title\u{7}12345\n", false),  // nothing of a stranger's comes back
      ("netkit serve 0102030405060708\n", false),  // an answer: two servers never talk on
      ("", false),
    ])
  func greeting(question: String, isKnown: Bool) {
    let bytes = Array(question.utf8)
    let answer = ListenerGreeting.answer(to: bytes.span.bytes)
    #expect(answer == (isKnown ? Array("netkit serve 0102030405060708\n".utf8) : nil))
    for length in 0..<bytes.count {
      #expect(ListenerGreeting.answer(to: bytes.span.bytes.extracting(0..<length)) == nil)
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
      ("dhcp", "02 01 06 00 0d0e0f10"),
      (
        "teamspeak",
        "545333494e495431 0065 88 01" + String(repeating: "11", count: 16) + "04030201"
      ),
      ("netkit", "6e65746b6974207365727665 20 30313032303330343035303630373038 0a"),
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
    #expect(UDPService.at(port: 67) == nil)  // on request alone
    #expect(UDPService.at(port: 9987)?.name == "teamspeak")
    #expect(UDPService.at(port: 4) == nil)
    #expect(UDPService.named("TFTP")?.answersFromAnotherPort == true)
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
}
