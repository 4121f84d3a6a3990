/// Services that keep files, accounts and lists: TFTP, memcached, RADIUS, CLDAP, Kerberos, SLP,
/// XDMCP.
extension UDPService {
  static let directories = [tftp, memcached, radius, ldap, kerberos, slp, xdmcp]

  /// Asks for a file that nobody has.
  static let tftp = UDPService(
    "tftp", "TFTP, RFC 1350; a file of random name", ports: [69], answersFromAnotherPort: true,
    request: { [0, 1] + Array("netkit-\($0.text)".utf8) + [0] + Array("octet".utf8) + [0] },
    check: { (reader, _) throws(WireError) in
      switch try reader.uint16() {
      case 5:
        let code = try reader.uint16()
        let text = String(decoding: try reader.bytes(before: 0), as: UTF8.self)
        return .match("TFTP error \(code) '\(text)'")
      case 3: return .match("TFTP sends a file for any name")
      default: throw .malformed("TFTP opcode")
      }
    })

  /// `version` alone: `stats` is what made memcached the largest amplifier of all.
  static let memcached = UDPService(
    "memcached", "memcached over UDP, protocol.txt", ports: [11211],
    request: { nonce in
      var writer = ByteWriter()
      for word in [nonce.uint16, 0, 1, 0] { writer.uint16(word) }
      writer.append("version\r\n")
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint16() == nonce.uint16 else { return .notOurs }
      try reader.skip(6)
      let text = String(decoding: reader.rest().prefix(80), as: UTF8.self).trimmingBlanks()
      guard text.hasPrefix("VERSION ") else { throw .malformed("no VERSION") }
      return .match("memcached \(text.dropFirst(8)), open to UDP")
    })

  /// Status-Server (RFC 5997) needs the shared secret in its Message-Authenticator.
  static let radius = UDPService(
    "radius", "RADIUS Status-Server, RFC 5997", ports: [1812, 1813, 1645, 1646],
    .oneWay("answers only to clients whose secret it knows"),
    request: { nonce in
      [12, nonce.byte, 0, 38] + nonce.bytes(16) + [80, 18] + [UInt8](repeating: 0, count: 16)
    },
    check: { (reader, nonce) throws(WireError) in
      let code = try reader.uint8()
      guard [2, 3, 5].contains(code) else { throw .malformed("RADIUS code \(code)") }
      guard try reader.uint8() == nonce.byte else { return .notOurs }
      return .match("RADIUS answers with code \(code)")
    })

  /// One attribute of the root entry: all of them would be fifty times the request.
  static let ldap = UDPService(
    "ldap", "LDAP over UDP (CLDAP), RFC 4511, MS-ADTS; supportedLDAPVersion", ports: [389],
    request: { nonce in
      BERElement.encode(
        0x30, BERElement.encode(integer: nonce.positive31),
        BERElement.encode(
          0x63, BERElement.encode(0x04),  // the root
          BERElement.encode(0x0A, [0]),  // the entry itself
          BERElement.encode(0x0A, [0]), BERElement.encode(integer: 1),
          BERElement.encode(integer: 2), BERElement.encode(0x01, [0]),
          BERElement.encode(text: "objectClass", tag: 0x87),  // is present
          BERElement.encode(0x30, BERElement.encode(text: "supportedLDAPVersion"))))
    },
    check: { (reader, nonce) throws(WireError) in
      var message = try BERElement.content(0x30, &reader)
      guard try BERElement.integer(&message) == nonce.positive31 else { return .notOurs }
      let operation = try BERElement(decoding: &message)
      guard operation.tag == 0x64 || operation.tag == 0x65 else { throw .malformed("no result") }
      return .match(operation.tag == 0x64 ? "LDAP shows its root entry" : "LDAP answers")
    })

  /// AS-REQ for a principal and a realm that are nowhere (RFC 4120 §5.4.1).
  static let kerberos = UDPService(
    "kerberos", "Kerberos 5, RFC 4120; a realm that does not exist", ports: [88],
    request: { nonce in
      let realm = BERElement.encode(text: "NETKIT.INVALID", tag: 0x1B)
      let principal = { (type: UInt32, names: [String]) -> [UInt8] in
        let texts = names.flatMap { BERElement.encode(text: $0, tag: 0x1B) }
        return BERElement.encode(
          0x30, BERElement.encode(0xA0, BERElement.encode(integer: type)),
          BERElement.encode(0xA1, BERElement.encode(0x30, texts)))
      }
      let body = BERElement.encode(
        0x30, BERElement.encode(0xA0, BERElement.encode(0x03, [0, 0, 0, 0, 0])),
        BERElement.encode(0xA1, principal(1, [nonce.text])), BERElement.encode(0xA2, realm),
        BERElement.encode(0xA3, principal(2, ["krbtgt", "NETKIT.INVALID"])),
        BERElement.encode(0xA5, BERElement.encode(text: "19700101000000Z", tag: 0x18)),
        BERElement.encode(0xA7, BERElement.encode(integer: nonce.positive31)),
        BERElement.encode(
          0xA8,
          BERElement.encode(
            0x30, BERElement.encode(integer: 18), BERElement.encode(integer: 17))))
      return BERElement.encode(
        0x6A,
        BERElement.encode(
          0x30, BERElement.encode(0xA1, BERElement.encode(integer: 5)),
          BERElement.encode(0xA2, BERElement.encode(integer: 10)),
          BERElement.encode(0xA4, body)))
    },
    check: { (reader, _) throws(WireError) in
      // KRB-ERROR does not repeat our nonce (§5.9.1).
      var application = try BERElement.content(0x7E, &reader)
      var fields = try BERElement.content(0x30, &application)
      var realm: String?
      var code: UInt32?
      while !fields.isAtEnd {
        let field = try BERElement(decoding: &fields)
        var value = field.content
        switch field.tag {
        case 0xA6: code = try BERElement.integer(&value)
        case 0xA9:
          var text = try BERElement.content(0x1B, &value)
          realm = String(decoding: text.rest(), as: UTF8.self)
        default: break
        }
      }
      guard let code else { throw .malformed("no error code") }
      return .match("Kerberos error \(code)\(realm.map { ", realm \($0)" } ?? "")")
    })

  /// Asks the agent for itself. A list of its services would amplify (CVE-2023-29552).
  static let slp = UDPService(
    "slp", "Service Location Protocol, RFC 2608 §8.6", ports: [427],
    request: { nonce in
      var body = ByteWriter()
      body.counted16 { _ in }  // previous responders
      body.counted16 { $0.append("service:service-agent") }
      body.counted16 { $0.append("DEFAULT") }
      body.counted16 { _ in }  // predicate
      body.counted16 { _ in }  // security parameter
      var writer = ByteWriter()
      writer.uint8(2)
      writer.uint8(1)
      writer.uint24(UInt32(16 + body.count))
      writer.uint16(0)
      writer.uint24(0)
      writer.uint16(nonce.uint16)
      writer.counted16 { $0.append("en") }
      writer.append(body.bytes)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() == 2 else { throw .malformed("SLP version") }
      let function = try reader.uint8()
      try reader.skip(8)
      guard try reader.uint16() == nonce.uint16 else { return .notOurs }
      return switch function {
      case 8: .match("SLP directory agent")
      case 11: .match("SLP service agent")
      default: .match("SLP answers with function \(function)")
      }
    })

  static let xdmcp = UDPService(
    "xdmcp", "X display manager control, XDMCP 1.1", ports: [177],
    request: { _ in [0, 1, 0, 2, 0, 1, 0] },
    check: { (reader, _) throws(WireError) in
      guard try reader.uint16() == 1 else { throw .malformed("XDMCP version") }
      let opcode = try reader.uint16()
      guard opcode == 5 || opcode == 6 else { throw .malformed("XDMCP opcode \(opcode)") }
      try reader.skip(2)
      if opcode == 5 { try reader.skip(Int(try reader.uint16())) }  // authentication name
      let host = String(decoding: try reader.bytes(Int(try reader.uint16())), as: UTF8.self)
      return .match("XDMCP \(opcode == 5 ? "willing" : "unwilling"), \(host)")
    })
}
