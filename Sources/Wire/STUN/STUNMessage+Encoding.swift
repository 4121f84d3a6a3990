import Addressing

/// STUN to bytes (RFC 8489 §5, §14).
extension STUNMessage {
  /// The message as sent. With `fingerprint` a FINGERPRINT is appended (RFC 8489 §14.7); any in
  /// `attributes` is left out, for its value depends on all bytes before it.
  /// Attribute values must fit 16 bits of length: `precondition`.
  public func encoded(fingerprint: Bool = false) -> [UInt8] {
    var writer = ByteWriter(capacity: 128)
    writer.uint16(typeBits)
    writer.uint16(0)
    writer.uint128(transaction.bits)
    for attribute in attributes {
      if case .fingerprint = attribute { continue }
      write(attribute, to: &writer)
    }
    if fingerprint {
      // The checksum covers a header that already counts the FINGERPRINT's eight bytes.
      writer.patch(UInt16(writer.count - Self.headerLength + 8), at: 2)
      let checksum = CRC32.checksum(writer.bytes) ^ STUNAttribute.fingerprintMask
      write(.fingerprint(checksum), to: &writer)
    }
    // What is encoded is this program's own, and short. A peer only decides how many of its types
    // are listed as unknown: two bytes for each attribute, of four at least, that it sent.
    precondition(writer.count - Self.headerLength <= Int(UInt16.max))
    writer.patch(UInt16(writer.count - Self.headerLength), at: 2)
    return writer.bytes
  }

  public static let headerLength = 20

  /// Method and class woven together: M11-M7 C1 M6-M4 C0 M3-M0 (RFC 8489 figure 3).
  private var typeBits: UInt16 {
    precondition(method < 0x1000)  // a constant of RFC 8489 or 8656, or a decoded one: 12 bits
    return kind.rawValue | method & 0x000F | (method & 0x0070) << 1 | (method & 0x0F80) << 2
  }

  private func write(_ attribute: STUNAttribute, to writer: inout ByteWriter) {
    writer.uint16(attribute.type)
    let lengthAt = writer.count
    writer.uint16(0)
    write(valueOf: attribute, to: &writer)
    let length = writer.count - lengthAt - 2
    precondition(length <= Int(UInt16.max))
    writer.patch(UInt16(length), at: lengthAt)
    writer.zeros(-length & 3)
  }

  private func write(valueOf attribute: STUNAttribute, to writer: inout ByteWriter) {
    switch attribute {
    case .mappedAddress(let value), .sourceAddress(let value), .changedAddress(let value),
      .otherAddress(let value), .responseOrigin(let value), .alternateServer(let value):
      write(value, mask: 0, to: &writer)
    case .xorMappedAddress(let value):
      write(value, mask: transaction.bits, to: &writer)
    case .changeRequest(let address, let port):
      writer.uint32((address ? 4 : 0) | (port ? 2 : 0))
    case .responsePort(let port):
      writer.uint16(port)
    case .padding(let length):
      writer.zeros(length)
    case .errorCode(let code, let reason):
      precondition((300...699).contains(code))  // the server's own choice of codes
      writer.uint16(0)
      writer.uint8(UInt8(code / 100))
      writer.uint8(UInt8(code % 100))
      writer.append(reason)
    case .unknownAttributes(let types):
      for type in types { writer.uint16(type) }
      // RFC 3489 §11.2.10: an odd list repeats one type, for its attributes have no padding.
      if transaction.isClassic, types.count % 2 == 1 { writer.uint16(types[0]) }
    case .software(let text), .realm(let text):
      writer.append(text)
    case .username(let bytes), .nonce(let bytes), .messageIntegrity(let bytes),
      .messageIntegritySHA256(let bytes), .other(_, let bytes):
      writer.append(bytes)
    case .fingerprint(let value):
      writer.uint32(value)
    }
  }

  /// Zero mask: plain. Otherwise exclusive-or with cookie and transaction id (RFC 8489 §14.2).
  private func write(_ value: TransportAddress, mask: UInt128, to writer: inout ByteWriter) {
    writer.uint8(0)
    let port = value.port ^ UInt16(truncatingIfNeeded: mask >> 112)
    switch value.address {
    case .v4(let address):
      writer.uint8(1)
      writer.uint16(port)
      writer.uint32(address.bits ^ UInt32(truncatingIfNeeded: mask >> 96))
    case .v6(let address):
      writer.uint8(2)
      writer.uint16(port)
      writer.uint128(address.bits ^ mask)
    }
  }
}
