import Addressing

/// Services of routers and for getting through them: NAT-PMP, SSDP, STUN, TURN, RIP, DHCP.
extension UDPService {
  static let gateways = [natPMP, ssdp, stun, turn, rip, dhcp]

  static let natPMP = UDPService(
    "nat-pmp", "NAT-PMP and PCP, RFC 6886", ports: [5351],
    request: { _ in NATPMP.externalAddressRequest },
    check: { (reader, _) throws(WireError) in
      let bytes = reader.rest()
      // RFC 6887 appendix A: a server of PCP alone answers in its own version.
      if bytes.first == PCP.version { return .match("PCP, without NAT-PMP") }
      let response = try NATPMP.Response(decoding: bytes)
      let address = response.externalAddress.map { ", outside address \($0)" } ?? ""
      return .match("NAT-PMP \(response.result)\(address)")
    })

  /// The root device alone: `ssdp:all` draws a datagram for every service.
  static let ssdp = UDPService(
    "ssdp", "SSDP, UPnP Device Architecture 2.0 §1.3", ports: [1900],
    request: { _ in SSDP.search(for: "upnp:rootdevice") },
    check: { (reader, _) throws(WireError) in
      let response = try SSDP.Response(decoding: reader.rest())
      return .match("SSDP, \(response.server ?? "unnamed server")")
    })

  static let stun = UDPService(
    "stun", "STUN, RFC 8489", ports: [3478, 19302, 5349],
    request: { stunMessage(STUNMessage.Method.binding, $0).encoded(fingerprint: true) },
    check: { (reader, nonce) throws(WireError) in
      let message = try STUNMessage(decoding: reader.rest())
      guard message.transaction == stunMessage(0, nonce).transaction else { return .notOurs }
      guard message.kind == .success || message.kind == .failure else { return .notOurs }
      if let error = message.errorCode { return .match("STUN error \(error.code)") }
      guard let seen = message.xorMappedAddress ?? message.mappedAddress else {
        throw .malformed("no mapped address")
      }
      let software = message.software.map { ", \($0)" } ?? ""
      return .match("STUN sees us as \(seen)\(software)")
    })

  /// Without REQUESTED-TRANSPORT no server may allocate anything: it answers 401 or 400
  /// (RFC 8656 §7.2).
  static let turn = UDPService(
    "turn", "TURN, RFC 8656; an Allocate that must fail", ports: [3478],
    .onRequest("shares its port with STUN"),
    request: { stunMessage(STUNMessage.Method.allocate, $0).encoded(fingerprint: true) },
    check: { (reader, nonce) throws(WireError) in
      let message = try STUNMessage(decoding: reader.rest())
      guard message.transaction == stunMessage(0, nonce).transaction else { return .notOurs }
      guard let error = message.errorCode else { return .unexpected("TURN allocated unasked") }
      let realm = message.realm.map { ", realm \($0)" } ?? ""
      return .match(
        [401, 438].contains(error.code)
          ? "TURN\(realm)" : "STUN without TURN, error \(error.code)")
    })

  /// One route that is in nobody's table (RFC 2453 §3.9.1): a whole table would amplify.
  static let rip = UDPService(
    "rip", "RIP version 2, RFC 2453; one unknown route", ports: [520],
    request: { ripEntry(command: 1, $0) },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() == 2 else { throw .malformed("no RIP response") }
      let version = try reader.uint8()
      try reader.skip(6)
      guard try reader.uint32() == ripAddress(nonce) else { return .notOurs }
      return .match("RIP version \(version)")
    })

  /// DHCPINFORM (RFC 2131 §3.4): asks for a network's settings, and for no address. Some servers
  /// answer to port 68 whatever port asked (RFC 2131 §4.1), which `--source :68` hears.
  static let dhcp = UDPService(
    "dhcp", "DHCPINFORM, RFC 2131 §3.4", ports: [67],
    .onRequest("servers write down who asks"), sourceOffset: 12,
    request: { nonce in
      var writer = ByteWriter(capacity: 300)
      // A request over Ethernet.
      for byte in [1, 1, 6, 0] as [UInt8] { writer.uint8(byte) }
      writer.uint32(nonce.uint32)
      writer.zeros(20)
      // A hardware address that nobody has been given (RFC 9542 §2.1).
      writer.uint8(0x02)
      writer.append(nonce.bytes(5))
      writer.zeros(10 + 64 + 128)
      writer.uint32(dhcpCookie)
      // Inform; the mask, routers, name servers and domain name are asked for.
      writer.append([53, 1, 8, 55, 4, 1, 3, 6, 15, 255])
      // BOOTP's least length (RFC 1542 §2.1), which is also what the answer has: no amplification.
      writer.zeros(300 - writer.count)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() == 2 else { throw .malformed("no BOOTP reply") }
      try reader.skip(3)
      guard try reader.uint32() == nonce.uint32 else { return .notOurs }
      try reader.skip(228)
      guard try reader.uint32() == dhcpCookie else { return .match("BOOTP, without DHCP") }
      return .match(try dhcpOptions(&reader))
    })

  private static let dhcpCookie: UInt32 = 0x6382_5363

  /// What the options of an answer say (RFC 2132), in a line.
  private static func dhcpOptions(_ reader: inout ByteReader) throws(WireError) -> String {
    var words = "DHCP"
    while !reader.isAtEnd {
      let code = try reader.uint8()
      if code == 0 { continue }
      if code == 255 { break }
      var value = try reader.reader(Int(try reader.uint8()))
      switch code {
      case 53:
        let type = try value.uint8()
        if type == 6 { words += ", refuses" } else if type != 5 { words += ", message \(type)" }
      case 54: words += ", server \(try value.ipv4())"
      case 3: words += ", router \(try value.ipv4())"
      case 15: words += ", domain '\(String(decoding: value.rest().prefix(80), as: UTF8.self))'"
      default: break
      }
    }
    return words
  }

  private static func stunMessage(_ method: UInt16, _ nonce: UDPNonce) -> STUNMessage {
    let id = nonce.bits & (1 << 96 - 1)
    return STUNMessage(
      kind: .request, method: method,
      transaction: STUNTransaction(bits: UInt128(STUNTransaction.cookie) << 96 | id))
  }

  /// An address of 192.0.2.0/24, which documentation has for itself (RFC 5737).
  private static func ripAddress(_ nonce: UDPNonce) -> UInt32 { 0xC000_0200 | UInt32(nonce.byte) }

  private static func ripEntry(command: UInt8, _ nonce: UDPNonce) -> [UInt8] {
    var writer = ByteWriter(capacity: 24)
    writer.uint8(command)
    writer.uint8(2)
    writer.uint16(0)
    writer.uint16(2)
    writer.uint16(0)
    for word in [ripAddress(nonce), 0xFFFF_FFFF, 0, 16] { writer.uint32(word) }
    return writer.bytes
  }
}
