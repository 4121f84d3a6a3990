import Wire

/// An answer whose MAPPED-ADDRESS an application layer gateway has rewritten: the FINGERPRINT is
/// wrong as it stands, and right once the address is what XOR-MAPPED-ADDRESS says.
enum RewrittenAnswer {
  /// The message as the server wrote it; nil for what no such rewriting explains.
  static func restored(_ bytes: [UInt8]) -> STUNMessage? {
    guard let places = places(in: bytes) else { return nil }
    var bytes = bytes
    // Cookie and transaction id are the mask, from the fourth byte on (RFC 8489 §14.2).
    let mask = [bytes[4], bytes[5]] + bytes[4..<20]
    for index in 0..<(places.length - 2) {
      bytes[places.plain + 2 + index] = bytes[places.masked + 2 + index] ^ mask[index]
    }
    guard let message = try? STUNMessage(decoding: bytes), message.hasFingerprint else {
      return nil
    }
    return message
  }

  /// Where the values of MAPPED-ADDRESS and XOR-MAPPED-ADDRESS begin, both of one length.
  private static func places(
    in bytes: [UInt8]
  ) -> (plain: Int, masked: Int, length: Int)? {
    var reader = ByteReader(bytes)
    var found: [UInt16: (place: Int, length: Int)] = [:]
    guard (try? reader.skip(STUNMessage.headerLength)) != nil else { return nil }
    while !reader.isAtEnd {
      guard let type = try? reader.uint16(), let length = try? reader.uint16() else { return nil }
      if found[type] == nil { found[type] = (reader.offset, Int(length)) }
      guard (try? reader.skip((Int(length) + 3) & ~3)) != nil else { return nil }
    }
    guard let plain = found[0x0001], let masked = found[0x0020], plain.length == masked.length,
      plain.length == 8 || plain.length == 20
    else { return nil }
    return (plain.place, masked.place, plain.length)
  }
}
