import Addressing

/// Bytes to STUN, strictly: what does not hold to RFC 8489 in every length is not STUN.
extension STUNMessage {
  /// Reads one whole message: a datagram, or a frame of `STUNFramer`.
  /// Throws where a length, an address family, an error code or the FINGERPRINT is wrong.
  public init(decoding bytes: [UInt8]) throws(WireError) {
    var reader = ByteReader(bytes)
    let type = try reader.uint16()
    guard type < 0x4000 else { throw .malformed("the first two bits are not zero: not STUN") }
    let length = Int(try reader.uint16())
    transaction = STUNTransaction(bits: try reader.uint128())
    guard length % 4 == 0 else { throw .malformed("length is not a multiple of four") }
    guard length <= reader.count else { throw .truncated(missing: length - reader.count) }
    guard length == reader.count else { throw .malformed("bytes follow the message") }

    // Two class bits, so every pattern is a kind.
    kind = [Kind.request, .indication, .success, .failure][Int(type >> 7 & 2 | type >> 4 & 1)]
    method = type & 0x000F | type >> 1 & 0x0070 | type >> 2 & 0x0F80
    attributes = []
    var isSealed = false
    while !reader.isAtEnd {
      let start = reader.offset
      let type = try reader.uint16()
      let size = Int(try reader.uint16())
      var value = try reader.reader(size)
      try reader.skip(-size & 3)
      let attribute = try Self.attribute(type, &value, transaction)
      switch attribute {
      case .fingerprint(let given):
        let expected = CRC32.checksum(reader.message(upTo: start)) ^ STUNAttribute.fingerprintMask
        guard given == expected else { throw .malformed("FINGERPRINT is wrong") }
        guard reader.isAtEnd else { throw .malformed("attributes follow FINGERPRINT") }
        attributes.append(attribute)
      case .messageIntegrity, .messageIntegritySHA256:
        isSealed = true
        attributes.append(attribute)
      default:
        // RFC 8489 §14.5: what follows the integrity check was not written by its owner.
        if !isSealed { attributes.append(attribute) }
      }
    }
  }

  private static func attribute(
    _ type: UInt16, _ value: inout ByteReader, _ transaction: STUNTransaction
  ) throws(WireError) -> STUNAttribute {
    switch type {
    case 0x0001: return .mappedAddress(try address(&value))
    case 0x0004: return .sourceAddress(try address(&value))
    case 0x0005: return .changedAddress(try address(&value))
    case 0x0020, 0x8020: return .xorMappedAddress(try address(&value, mask: transaction.bits))
    case 0x8023: return .alternateServer(try address(&value))
    case 0x802B: return .responseOrigin(try address(&value))
    case 0x802C: return .otherAddress(try address(&value))
    case 0x0003:
      try require(4, value, "CHANGE-REQUEST")
      let flags = try value.uint32()
      return .changeRequest(address: flags & 4 != 0, port: flags & 2 != 0)
    case 0x0027:
      // RFC 5780 §7.5 fixes two bytes; its figure has two more of padding that some send counted.
      guard value.count == 2 || value.count == 4 else { throw .malformed("RESPONSE-PORT length") }
      return .responsePort(try value.uint16())
    case 0x0026: return .padding(value.count)
    case 0x0009: return try errorCode(&value)
    case 0x000A:
      guard value.count % 2 == 0 else { throw .malformed("UNKNOWN-ATTRIBUTES length") }
      var types: [UInt16] = []
      while !value.isAtEnd { types.append(try value.uint16()) }
      return .unknownAttributes(types)
    case 0x8022: return .software(try text(&value, "SOFTWARE"))
    case 0x0014: return .realm(try text(&value, "REALM"))
    case 0x0006: return .username(value.rest())
    case 0x0015: return .nonce(value.rest())
    case 0x0008:
      try require(20, value, "MESSAGE-INTEGRITY")
      return .messageIntegrity(value.rest())
    case 0x001C:
      guard (16...32).contains(value.count), value.count % 4 == 0 else {
        throw .malformed("MESSAGE-INTEGRITY-SHA256 length")
      }
      return .messageIntegritySHA256(value.rest())
    case STUNAttribute.fingerprintType:
      try require(4, value, "FINGERPRINT")
      return .fingerprint(try value.uint32())
    default: return .other(type: type, value: value.rest())
    }
  }

  private static func require(
    _ length: Int, _ value: ByteReader, _ name: String
  ) throws(WireError) {
    guard value.count == length else { throw .malformed("\(name) length") }
  }

  private static func address(
    _ value: inout ByteReader, mask: UInt128 = 0
  ) throws(WireError) -> TransportAddress {
    _ = try value.uint8()  // RFC 8489 §14.1: must be ignored
    let family = try value.uint8()
    let port = try value.uint16() ^ UInt16(truncatingIfNeeded: mask >> 112)
    switch (family, value.count) {
    case (1, 4):
      let bits = try value.uint32() ^ UInt32(truncatingIfNeeded: mask >> 96)
      return TransportAddress(address: .v4(IPv4Address(bits: bits)), port: port)
    case (2, 16):
      let bits = try value.uint128() ^ mask
      return TransportAddress(address: .v6(IPv6Address(bits: bits)), port: port)
    default: throw .malformed("address family \(family) with \(value.count) bytes")
    }
  }

  private static func errorCode(_ value: inout ByteReader) throws(WireError) -> STUNAttribute {
    try value.skip(2)
    let hundreds = Int(try value.uint8() & 7)
    let units = Int(try value.uint8())
    guard (3...6).contains(hundreds), units < 100 else { throw .malformed("ERROR-CODE value") }
    return .errorCode(hundreds * 100 + units, reason: try text(&value, "ERROR-CODE"))
  }

  /// RFC 8489 §14.8 and §14.14: 128 characters, which is at most 763 bytes. Bytes that are no
  /// UTF-8 become U+FFFD: a bad reason phrase must not hide its code.
  private static func text(_ value: inout ByteReader, _ name: String) throws(WireError) -> String {
    guard value.count <= 763 else { throw .tooLong("length of \(name)", limit: 763) }
    return String(decoding: value.rest(), as: UTF8.self)
  }
}
