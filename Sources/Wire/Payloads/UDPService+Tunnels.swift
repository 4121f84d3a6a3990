/// Services that carry other traffic: QUIC, DTLS, IKE, OpenVPN, L2TP, GTP, WireGuard.
extension UDPService {
  static let tunnels = [quic, dtls, ike, ikeTraversal, ikeVersion1, openVPN, l2tp, gtp, wireGuard]

  /// A version that is reserved to be unknown (RFC 9000 §15) draws Version Negotiation, which
  /// needs no key. 1200 bytes, or servers must stay silent (§14.1).
  static let quic = UDPService(
    "quic", "QUIC version negotiation, RFC 9000 §6", ports: [443, 8443, 853, 784],
    request: { nonce in
      var writer = ByteWriter(capacity: 1200)
      writer.uint8(0xC0 | nonce.byte & 0x0F)
      writer.uint32(nonce.uint32 & 0xF0F0_F0F0 | 0x0A0A_0A0A)
      writer.counted8 { $0.uint64(nonce.uint64) }
      writer.counted8 { $0.uint64(nonce.high64) }
      writer.zeros(1200 - writer.count)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() & 0x80 != 0 else { throw .malformed("no long header") }
      guard try reader.uint32() == 0 else { throw .malformed("no version negotiation") }
      // RFC 8999 §6: the connection ids come back swapped.
      guard try reader.bytes(Int(try reader.uint8())) == nonce.bytes(8),
        try reader.bytes(Int(try reader.uint8())) == Array(nonce.bytes(16).suffix(8))
      else { return .notOurs }
      var versions: [String] = []
      while !reader.isAtEnd {
        let version = try reader.uint32()
        // Reserved versions are noise on purpose.
        if version & 0x0F0F_0F0F != 0x0A0A_0A0A { versions.append(quicVersion(version)) }
      }
      return .match("QUIC \(versions.prefix(4).joined(separator: " "))")
    })

  private static func quicVersion(_ version: UInt32) -> String {
    switch version {
    case 1: "v1"
    case 0x6B33_43CF: "v2"
    case 0xFF00_0000...0xFF00_00FF: "draft-\(version & 255)"
    default: String(version, radix: 16)
    }
  }

  /// ClientHello without cookie: the server answers with one and keeps nothing (RFC 6347 §4.2.1).
  static let dtls = UDPService(
    "dtls", "DTLS 1.2, RFC 6347", ports: [4433, 5684, 3391, 2221],
    request: { nonce in
      var hello = ByteWriter()
      hello.uint16(0xFEFD)
      hello.append(nonce.bytes(32))
      hello.counted8 { _ in }  // session
      hello.counted8 { _ in }  // cookie
      hello.counted16 { writer in
        // ECDHE with AES-GCM (RFC 5289), PSK with AES-CCM-8 as CoAP asks (RFC 7252 §9.1.3.1).
        for suite in [0xC02B, 0xC02F, 0xC030, 0x009C, 0xC0A8, 0xC0AE] as [UInt16] {
          writer.uint16(suite)
        }
      }
      hello.append([1, 0])  // no compression
      hello.counted16 { writer in
        writer.append([0, 10, 0, 6, 0, 4, 0, 29, 0, 23])  // groups X25519 and P-256
        writer.append([0, 11, 0, 2, 1, 0])  // uncompressed points
        writer.append([0, 13, 0, 8, 0, 6, 4, 3, 8, 4, 4, 1])  // ECDSA, PSS, PKCS#1 with SHA-256
      }
      var record = ByteWriter()
      record.uint8(22)
      record.uint16(0xFEFF)
      record.uint64(0)  // epoch and sequence
      record.counted16 { writer in
        writer.uint8(1)
        writer.uint24(UInt32(hello.count))
        writer.uint16(0)
        writer.uint24(0)
        writer.uint24(UInt32(hello.count))
        writer.append(hello.bytes)
      }
      return record.bytes
    },
    check: { (reader, _) throws(WireError) in
      let type = try reader.uint8()
      guard try reader.uint8() == 0xFE else { throw .malformed("no DTLS record") }
      try reader.skip(1 + 8)
      var record = try reader.reader(Int(try reader.uint16()))
      switch type {
      case 21:
        try record.skip(1)
        return .match("DTLS alert \(try record.uint8())")
      case 22:
        return switch try record.uint8() {
        case 2: .match("DTLS server hello")
        case 3: .match("DTLS, asks for a cookie")
        case let message: .match("DTLS handshake message \(message)")
        }
      default: throw .malformed("DTLS record type \(type)")
      }
    })

  /// IKE_SA_INIT (RFC 7296 §1.2). Any answer with our SPI counts, also a refused proposal.
  static let ike = UDPService(
    "ike", "IKE version 2, RFC 7296", ports: [500],
    request: ikeInit,
    check: { (reader, nonce) throws(WireError) in try ikeCheck(&reader, nonce) })

  /// The same behind the marker that tells it from ESP (RFC 3948 §2.2).
  static let ikeTraversal = UDPService(
    "ike-nat-t", "IKE version 2 behind NAT, RFC 3948", ports: [4500],
    request: { [0, 0, 0, 0] + ikeInit($0) },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint32() == 0 else { throw .malformed("no IKE marker") }
      return try ikeCheck(&reader, nonce)
    })

  @Sendable private static func ikeInit(_ nonce: UDPNonce) -> [UInt8] {
    let transforms: [[UInt8]] = [
      [3, 0, 0, 12, 1, 0, 0, 12, 0x80, 14, 1, 0],  // AES-CBC, 256 bits
      [3, 0, 0, 8, 2, 0, 0, 5],  // HMAC-SHA2-256 for keys
      [3, 0, 0, 8, 3, 0, 0, 12],  // HMAC-SHA2-256-128
      [0, 0, 0, 8, 4, 0, 0, 31],  // Curve25519
    ]
    let proposal: [UInt8] = [0, 0, 0, 44, 1, 1, 0, 4] + transforms.flatMap { $0 }
    var writer = ByteWriter()
    writer.uint64(nonce.uint64)
    writer.uint64(0)
    writer.append([33, 0x20, 34, 0x08])  // SA next, version 2.0, IKE_SA_INIT, from the initiator
    writer.uint32(0)
    writer.uint32(UInt32(28 + 48 + 40 + 36))
    writer.append([34, 0, 0, 48] + proposal)  // then KE
    writer.append([40, 0, 0, 40, 0, 31, 0, 0] + nonce.bytes(32))  // then Ni
    writer.append([0, 0, 0, 36] + nonce.bytes(32).reversed())
    return writer.bytes
  }

  private static func ikeCheck(
    _ reader: inout ByteReader, _ nonce: UDPNonce
  ) throws(WireError) -> UDPAnswer {
    guard try reader.uint64() == nonce.uint64 else { return .notOurs }
    try reader.skip(8)
    let next = try reader.uint8()
    let version = try reader.uint8() >> 4
    try reader.skip(1)
    let flags = try reader.uint8()
    guard version == 1 || flags & 0x20 != 0 else { return .notOurs }
    try reader.skip(8)
    guard version == 2, next == 41 else { return .match("IKE version \(version)") }
    try reader.skip(6)
    let notice = try reader.uint16()
    return switch notice {
    case 14: .match("IKEv2, another proposal wanted")
    case 17: .match("IKEv2, another group wanted")
    case 16390: .match("IKEv2, asks for a cookie")
    default: .match("IKEv2, notice \(notice)")
    }
  }

  /// Main mode's first message (RFC 2409 §5), for gateways that know no version 2.
  static let ikeVersion1 = UDPService(
    "ikev1", "IKE version 1, RFC 2409", ports: [500], .onRequest("shares its port with IKEv2"),
    request: { nonce in
      // AES-CBC 128, SHA-1, group 14, pre-shared key, a day (RFC 2409 appendix A).
      let attributes: [[UInt8]] = [
        [0x80, 1, 0, 7], [0x80, 14, 0, 128], [0x80, 2, 0, 2], [0x80, 4, 0, 14], [0x80, 3, 0, 1],
        [0x80, 11, 0, 1], [0x80, 12, 0x70, 0x80],
      ]
      let transform: [UInt8] = [0, 0, 0, 36, 1, 1, 0, 0] + attributes.flatMap { $0 }
      let proposal: [UInt8] = [0, 0, 0, 44, 1, 1, 0, 1] + transform
      let association: [UInt8] = [0, 0, 0, 56, 0, 0, 0, 1, 0, 0, 0, 1] + proposal
      var writer = ByteWriter()
      writer.uint64(nonce.uint64)
      writer.uint64(0)
      writer.append([1, 0x10, 2, 0])
      writer.uint32(0)
      writer.uint32(UInt32(28 + association.count))
      writer.append(association)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in try ikeCheck(&reader, nonce) })

  /// A hard reset (OpenVPN protocol, ssl_pkt.h); with tls-auth the server stays silent.
  static let openVPN = UDPService(
    "openvpn", "OpenVPN, openvpn-wire-protocol", ports: [1194],
    request: { [7 << 3] + $0.bytes(8) + [0, 0, 0, 0, 0] },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint8() >> 3 == 8 else { throw .malformed("no server reset") }
      try reader.skip(8)
      let acknowledged = Int(try reader.uint8())
      if acknowledged > 0 {
        try reader.skip(4 * acknowledged)
        guard try reader.bytes(8) == nonce.bytes(8) else { return .notOurs }
      }
      return .match("OpenVPN without tls-auth")
    })

  /// SCCRQ (RFC 2661 §6.1); the answer is addressed to our random tunnel id.
  static let l2tp = UDPService(
    "l2tp", "L2TP, RFC 2661", ports: [1701],
    request: { nonce in
      var writer = ByteWriter()
      writer.uint16(0xC802)
      writer.uint16(0)
      writer.zeros(8)
      // Mandatory attributes: message type 1, version 1.0, host name, framing, tunnel id.
      writer.append([0x80, 8, 0, 0, 0, 0, 0, 1])
      writer.append([0x80, 8, 0, 0, 0, 2, 1, 0])
      writer.append([0x80, 12, 0, 0, 0, 7] + Array("netkit".utf8))
      writer.append([0x80, 10, 0, 0, 0, 3, 0, 0, 0, 3])
      writer.append([0x80, 8, 0, 0, 0, 9])
      writer.uint16(nonce.uint16 | 1)
      writer.patch(UInt16(writer.count), at: 2)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint16() & 0x800F == 0x8002 else { throw .malformed("no L2TP control") }
      try reader.skip(2)
      guard try reader.uint16() == nonce.uint16 | 1 else { return .notOurs }
      try reader.skip(6)
      guard !reader.isAtEnd else { return .match("L2TP") }
      try reader.skip(6)
      return switch try reader.uint16() {
      case 2: .match("L2TP takes tunnels")
      case 4: .match("L2TP refuses the tunnel")
      case let type: .match("L2TP message \(type)")
      }
    })

  /// Echo request (3GPP TS 29.060 §7.2.1).
  static let gtp = UDPService(
    "gtp", "GTP version 1, 3GPP TS 29.060 and 29.281", ports: [2123, 2152, 3386],
    request: { nonce in
      var writer = ByteWriter()
      writer.append([0x32, 1, 0, 4, 0, 0, 0, 0])
      writer.uint16(nonce.uint16)
      writer.uint16(0)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      let flags = try reader.uint8()
      let type = try reader.uint8()
      // §7.2.2 and §7.2.3: an echo, or "version not supported".
      guard type == 2 || type == 3 else { throw .malformed("GTP message \(type)") }
      try reader.skip(6)
      if type == 2, try reader.uint16() != nonce.uint16 { return .notOurs }
      return .match("GTP version \(flags >> 5)")
    })

  static let wireGuard = UDPService(
    "wireguard", "WireGuard", ports: [51820],
    .oneWay("never answers those whose key it does not know"),
    request: { _ in [] }, check: anything)
}
