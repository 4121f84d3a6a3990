/// Services of devices and buildings: CoAP and BACnet.
extension UDPService {
  static let things = [coap, bacnet]

  /// An empty confirmable message, CoAP's ping (RFC 7252 §4.3): the answer is a reset.
  static let coap = UDPService(
    "coap", "CoAP, RFC 7252", ports: [5683],
    request: { [0x40, 0] + $0.bytes(2) },
    check: { (reader, nonce) throws(WireError) in
      let first = try reader.uint8()
      guard first >> 6 == 1 else { throw .malformed("CoAP version") }
      let code = try reader.uint8()
      guard try reader.bytes(2) == nonce.bytes(2) else { return .notOurs }
      return switch first >> 4 & 3 {
      case 3: .match("CoAP, pong")
      case 2: .match("CoAP, acknowledges \(code >> 5).\(code & 31)")
      default: .notOurs
      }
    })

  /// ReadProperty of any device's name (ASHRAE 135 clause 15.5 and annex J).
  static let bacnet = UDPService(
    "bacnet", "BACnet/IP, ASHRAE 135 annex J; device name", ports: [47808],
    request: { nonce in
      [0x81, 0x0A, 0, 17, 1, 4, 0, 5, nonce.byte, 12, 0x0C, 0x02, 0x3F, 0xFF, 0xFF, 0x19, 77]
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() == 0x81 else { throw .malformed("no BACnet/IP") }
      try reader.skip(3)
      guard try reader.uint8() == 1 else { throw .malformed("BACnet version") }
      guard try reader.uint8() & 0x28 == 0 else { return .match("BACnet behind a router") }
      let type = try reader.uint8() >> 4
      guard [3, 5, 6, 7].contains(type) else { throw .malformed("BACnet answer type \(type)") }
      guard try reader.uint8() == nonce.byte else { return .notOurs }
      return .match(type == 3 ? "BACnet device" : "BACnet, refuses to tell its name")
    })
}
