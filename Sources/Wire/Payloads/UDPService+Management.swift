/// Services by which devices are managed: SNMP and IPMI.
extension UDPService {
  static let management = [snmp, snmpPublic, ipmi]

  /// The discovery of RFC 3414 §4: an empty engine id, to which every agent reports its own.
  /// Needs no name or secret.
  static let snmp = UDPService(
    "snmp", "SNMP version 3 discovery, RFC 3414 §4", ports: [161],
    request: { nonce in
      let empty = BERElement.encode(0x04)
      let zero = BERElement.encode(integer: 0)
      let request = BERElement.encode(
        0xA0, BERElement.encode(integer: nonce.positive31), zero, zero, BERElement.encode(0x30))
      return BERElement.encode(
        0x30, BERElement.encode(integer: 3),
        BERElement.encode(
          0x30, BERElement.encode(integer: nonce.positive31), BERElement.encode(integer: 1472),
          BERElement.encode(0x04, [0x04]), BERElement.encode(integer: 3)),
        BERElement.encode(
          0x04, BERElement.encode(0x30, empty, zero, zero, empty, empty, empty)),
        BERElement.encode(0x30, empty, empty, request))
    },
    check: { (reader, nonce) throws(WireError) in
      var message = try BERElement.content(0x30, &reader)
      guard try BERElement.integer(&message) == 3 else { throw .malformed("not version 3") }
      var header = try BERElement.content(0x30, &message)
      guard try BERElement.integer(&header) == nonce.positive31 else { return .notOurs }
      var octets = try BERElement.content(0x04, &message)
      var security = try BERElement.content(0x30, &octets)
      var engine = try BERElement.content(0x04, &security)
      let boots = try BERElement.integer(&security)
      let seconds = try BERElement.integer(&security)
      return .match(
        "SNMPv3, engine \(Hexadecimal.text(engine.rest())), boots \(boots), up \(seconds) s")
    })

  /// sysUpTime.0 with the community that devices ship with.
  static let snmpPublic = UDPService(
    "snmp-public", "SNMP version 2c, RFC 3416; sysUpTime with community public", ports: [161],
    .onRequest("tries a password, if a poor one"),
    request: { nonce in
      let zero = BERElement.encode(integer: 0)
      let sysUpTime = BERElement.encode(0x06, [0x2B, 6, 1, 2, 1, 1, 3, 0])
      let bindings = BERElement.encode(
        0x30, BERElement.encode(0x30, sysUpTime, BERElement.encode(0x05)))
      return BERElement.encode(
        0x30, BERElement.encode(integer: 1), BERElement.encode(text: "public"),
        BERElement.encode(
          0xA0, BERElement.encode(integer: nonce.positive31), zero, zero, bindings))
    },
    check: { (reader, nonce) throws(WireError) in
      var message = try BERElement.content(0x30, &reader)
      let version = try BERElement.integer(&message)
      guard version <= 1 else { throw .malformed("not version 1 or 2c") }
      try BERElement.skip(1, &message)
      var response = try BERElement.content(0xA2, &message)
      guard try BERElement.integer(&response) == nonce.positive31 else { return .notOurs }
      let error = try BERElement.integer(&response)
      guard error == 0 else { return .match("SNMPv2c takes 'public', error \(error)") }
      try BERElement.skip(1, &response)
      var bindings = try BERElement.content(0x30, &response)
      var binding = try BERElement.content(0x30, &bindings)
      try BERElement.skip(1, &binding)
      let hundredths = try BERElement.integer(&binding, tag: 0x43)
      return .match("SNMPv2c takes 'public', up \(hundredths / 100) s")
    })

  /// RMCP presence ping (ASF 2.0 §3.2.4.2).
  static let ipmi = UDPService(
    "ipmi", "RMCP presence ping, ASF 2.0", ports: [623],
    request: { [6, 0, 0xFF, 6, 0, 0, 0x11, 0xBE, 0x80, $0.byte, 0, 0] },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() == 6 else { throw .malformed("RMCP version") }
      try reader.skip(2)
      guard try reader.uint8() & 0x1F == 6 else { throw .malformed("RMCP class") }
      guard try reader.uint32() == 0x11BE, try reader.uint8() == 0x40 else {
        throw .malformed("no presence pong")
      }
      guard try reader.uint8() == nonce.byte else { return .notOurs }
      try reader.skip(10)
      let entities = try reader.uint8()
      return .match(entities & 0x80 != 0 ? "RMCP, IPMI supported" : "RMCP")
    })
}
