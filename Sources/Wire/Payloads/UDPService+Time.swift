/// Services that tell the time or measure with it.
extension UDPService {
  static let time = [ntp, stamp, daytime, timeProtocol]

  /// A client's packet (RFC 5905 §7.3). Our random transmit time comes back as origin.
  static let ntp = UDPService(
    "ntp", "NTP version 4, RFC 5905", ports: [123],
    request: { nonce in
      var writer = ByteWriter(capacity: 48)
      writer.uint8(0x23)  // no leap warning, version 4, mode 3
      writer.zeros(39)
      writer.uint64(nonce.uint64)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      let flags = try reader.uint8()
      guard flags & 7 == 4 else { return .unexpected("NTP mode \(flags & 7), not a server's") }
      let stratum = try reader.uint8()
      try reader.skip(10)
      let reference = try reader.bytes(4)
      try reader.skip(8)
      guard try reader.uint64() == nonce.uint64 else { return .notOurs }
      try reader.skip(16)
      let version = flags >> 3 & 7
      let id = String(decoding: reference.filter { $0 != 0 }, as: UTF8.self)
      return switch stratum {
      // §7.4: stratum 0 is a kiss of death, its code in the reference id.
      case 0: .match("NTP v\(version) refuses: \(id)")
      case 1: .match("NTP v\(version), stratum 1, \(id)")
      case 16: .match("NTP v\(version), not synchronized")
      default: .match("NTP v\(version), stratum \(stratum)")
      }
    })

  /// A STAMP test packet without authentication (RFC 8762 §4.2.1, TWAMP light).
  static let stamp = UDPService(
    "stamp", "STAMP and TWAMP light, RFC 8762", ports: [862],
    request: { nonce in
      var writer = ByteWriter(capacity: 44)
      writer.uint32(nonce.uint32)
      writer.uint64(nonce.high64)
      writer.uint16(0x8001)  // error estimate: multiplier 1, clock synchronized by nobody's word
      writer.zeros(30)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      // §4.3.1: sequence 4, time 8, error 2, zero 2, receive time 8, then the sender's own fields.
      try reader.skip(24)
      guard try reader.uint32() == nonce.uint32, try reader.uint64() == nonce.high64 else {
        return .notOurs
      }
      return .match("STAMP reflector")
    })

  /// Padded: an answer of some 30 bytes is not larger than its question.
  static let daytime = UDPService(
    "daytime", "Daytime, RFC 867", ports: [13],
    request: { $0.bytes(64) },
    check: { (reader, _) in
      let text = String(decoding: reader.rest().prefix(80), as: UTF8.self).trimmingBlanks()
      return .match("daytime '\(text)'")
    })

  static let timeProtocol = UDPService(
    "time", "Time, RFC 868", ports: [37],
    request: { $0.bytes(4) },
    check: { (reader, _) throws(WireError) in
      let seconds = try reader.uint32()
      guard reader.isAtEnd else { throw .malformed("more than four bytes") }
      // Seconds since 1900; 2,208,988,800 of them before 1970.
      return .match("time \(CivilTime(epochSeconds: Int64(seconds) - 2_208_988_800))")
    })
}
