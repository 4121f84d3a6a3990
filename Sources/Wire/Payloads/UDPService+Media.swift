/// Telephony and games: SIP, TeamSpeak, Source engine, Minecraft.
extension UDPService {
  static let media = [sip, teamSpeak, sourceEngine, minecraft]

  /// OPTIONS (RFC 3261 §11). Max-Forwards 0: no proxy passes it on.
  static let sip = UDPService(
    "sip", "SIP OPTIONS, RFC 3261", ports: [5060],
    request: { nonce in
      let id = nonce.text
      return Array(
        """
        OPTIONS sip:netkit@netkit.invalid SIP/2.0\r
        Via: SIP/2.0/UDP netkit.invalid;branch=z9hG4bK\(id);rport\r
        Max-Forwards: 0\r
        From: <sip:netkit@netkit.invalid>;tag=\(id)\r
        To: <sip:netkit@netkit.invalid>\r
        Call-ID: \(id)@netkit.invalid\r
        CSeq: 1 OPTIONS\r
        Content-Length: 0\r
        \r\n
        """.utf8)
    },
    check: { (reader, nonce) throws(WireError) in
      let text = String(decoding: reader.rest().prefix(4096), as: UTF8.self)
      // A line end is one Character in Swift, so both kinds split here.
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      guard let status = lines.first, status.hasPrefix("SIP/2.0 ") else {
        throw .malformed("no SIP status")
      }
      guard text.contains(nonce.text) else { return .notOurs }
      let server = lines.first { line in
        let name = line.prefix { $0 != ":" }
        return ["server", "user-agent"].contains(String(name).asciiLowercased)
      }
      let words = server.map { ", " + String($0.drop { $0 != ":" }.dropFirst()).trimmingBlanks() }
      return .match("SIP \(status.dropFirst(8).prefix(80))\((words ?? "").prefix(80))")
    })

  /// The first packet of the handshake ("TS3 protocol paper", low-level handshake): the server keeps no
  /// state for it, and gives our four random bytes back in reverse.
  static let teamSpeak = UDPService(
    "teamspeak", "TeamSpeak 3, Init1 step 0, TS3 protocol paper", ports: [9987],
    request: { nonce in
      var writer = ByteWriter(capacity: 34)
      writer.append(teamSpeakTag)
      // Packet 101 of no client, of type Init1 and not encrypted.
      writer.uint16(101)
      writer.uint16(0)
      writer.uint8(0x88)
      // The build that asks, as the paper has it.
      writer.uint32(0x063B_ECE9)
      writer.uint8(0)
      // In place of the time of day: nothing is told of our clock.
      writer.uint32(nonce.uint32)
      writer.append(nonce.bytes(4))
      writer.zeros(8)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.bytes(8) == teamSpeakTag else { throw .malformed("no TeamSpeak tag") }
      try reader.skip(2)
      guard try reader.uint8() & 0x0F == 8 else { throw .malformed("no Init1") }
      switch try reader.uint8() {
      case 1:
        try reader.skip(16)
        guard try reader.bytes(4) == nonce.bytes(4).reversed() else { return .notOurs }
        return .match("TeamSpeak 3")
      case 0x7F: return .match("TeamSpeak 3, wants another version")
      default: throw .malformed("Init1 step")
      }
    })

  private static let teamSpeakTag = Array("TS3INIT1".utf8)

  /// A2S_INFO; servers of today answer with a challenge of nine bytes first.
  static let sourceEngine = UDPService(
    "source", "Source engine A2S_INFO, Valve's server queries", ports: [27015],
    request: { _ in [0xFF, 0xFF, 0xFF, 0xFF, 0x54] + Array("Source Engine Query".utf8) + [0] },
    check: { (reader, _) throws(WireError) in
      guard try reader.uint32() == .max else { throw .malformed("no A2S header") }
      switch try reader.uint8() {
      case 0x41: return .match("Source engine, asks for a challenge")
      case 0x49:
        try reader.skip(1)
        return .match(
          "Source engine '\(String(decoding: try reader.bytes(before: 0), as: UTF8.self))'")
      default: throw .malformed("A2S type")
      }
    })

  /// RakNet's unconnected ping; the time that we send comes back.
  static let minecraft = UDPService(
    "minecraft", "Minecraft Bedrock, RakNet unconnected ping", ports: [19132],
    request: { nonce in [1] + nonce.bytes(8) + rakNetMagic + nonce.bytes(16).suffix(8) },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() == 0x1C else { throw .malformed("no RakNet pong") }
      guard try reader.bytes(8) == nonce.bytes(8) else { return .notOurs }
      try reader.skip(8)
      guard try reader.bytes(16) == rakNetMagic else { throw .malformed("RakNet magic") }
      let text = try reader.bytes(Int(try reader.uint16()))
      return .match("Minecraft '\(String(decoding: text.prefix(80), as: UTF8.self))'")
    })

  private static let rakNetMagic: [UInt8] = [
    0x00, 0xFF, 0xFF, 0x00, 0xFE, 0xFE, 0xFE, 0xFE, 0xFD, 0xFD, 0xFD, 0xFD, 0x12, 0x34, 0x56, 0x78,
  ]
}
