import Addressing
import TestSupport
import Testing

@testable import Wire

@Suite("STUN")
struct STUNTests {
  /// RFC 5769 §2.1: sample request.
  static let request = hex(
    """
    000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74
    002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020
    000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf
    """)
  /// RFC 5769 §2.2: sample IPv4 response.
  static let response4 = hex(
    """
    0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
    002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96
    """)
  /// RFC 5769 §2.3: sample IPv6 response.
  static let response6 = hex(
    """
    010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220
    002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9
    00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c
    """)

  static let v4 = TransportAddress(address: .v4(IPv4Address(bits: 0xC000_0201)), port: 32853)
  static let v6 = TransportAddress(
    address: .v6(IPv6Address(bits: 0x2001_0DB8_1234_5678_0011_2233_4455_6677)), port: 32853)

  @Test("the sample messages of RFC 5769 decode to their published values")
  func vectors() throws {
    let request = try STUNMessage(decoding: Self.request)
    #expect(request.kind == .request)
    #expect(request.method == STUNMessage.Method.binding)
    #expect(!request.transaction.isClassic)
    #expect(request.software == "STUN test client")
    #expect(request.attributes.contains(.username(Array("evtj:h6vY".utf8))))
    #expect(request.unknownRequired == [0x0024])  // ICE's PRIORITY, which we do not know
    #expect(request.hasFingerprint)

    let response4 = try STUNMessage(decoding: Self.response4)
    #expect(response4.kind == .success)
    #expect(response4.software == "test vector")
    #expect(response4.xorMappedAddress == Self.v4)
    #expect(response4.mappedAddress == nil)

    let response6 = try STUNMessage(decoding: Self.response6)
    #expect(response6.xorMappedAddress == Self.v6)
    #expect(response6.transaction == response4.transaction)
  }

  static let everyAttribute: [STUNAttribute] = [
    .mappedAddress(v4), .xorMappedAddress(v4), .xorMappedAddress(v6), .sourceAddress(v4),
    .changedAddress(v4), .otherAddress(v6), .responseOrigin(v4), .alternateServer(v6),
    .changeRequest(address: true, port: false), .changeRequest(address: false, port: true),
    .responsePort(4711), .padding(1500), .padding(0), .padding(3),
    .errorCode(420, reason: "Unknown Attribute"), .errorCode(699, reason: ""),
    .unknownAttributes([0x0024, 0x7FFF, 3]), .software("넷킷"), .username([1, 2, 3]),
    .realm("example.org"), .nonce([9]), .other(type: 0x7FFE, value: [1, 2, 3, 4, 5]),
    .messageIntegrity(Array(repeating: 7, count: 20)),
  ]

  @Test("every attribute survives the round trip, with and without FINGERPRINT")
  func roundTrip() throws {
    var generator = SeededRandom(1)
    for kind in [STUNMessage.Kind.request, .indication, .success, .failure] {
      for method in [UInt16(1), 3, 0x00F, 0x010, 0xFFF] {
        let message = STUNMessage(
          kind: kind, method: method, transaction: STUNTransaction(using: &generator),
          attributes: Self.everyAttribute)
        #expect(try STUNMessage(decoding: message.encoded()) == message)
        let signed = try STUNMessage(decoding: message.encoded(fingerprint: true))
        #expect(signed.attributes.dropLast() == message.attributes[...])
        #expect(signed.hasFingerprint)
      }
    }
  }

  @Test("a message without the cookie is classic and decodes")
  func classic() throws {
    let message = STUNMessage(
      kind: .request, transaction: STUNTransaction(bits: 0x0102_0304 << 96 | 5),
      attributes: [.unknownAttributes([0x0024]), .changeRequest(address: true, port: true)])
    let decoded = try STUNMessage(decoding: message.encoded())
    #expect(decoded.transaction.isClassic)
    // RFC 3489 §11.2.10: one type is repeated to fill four bytes.
    #expect(decoded.unknownAttributes == [0x0024, 0x0024])
    #expect(decoded.changeRequest?.address == true)
    #expect(decoded.changeRequest?.port == true)
  }

  @Test("0x8020 of older servers is XOR-MAPPED-ADDRESS")
  func oldXor() throws {
    var bytes = Self.response4.prefix(48)
    bytes[3] = 28
    bytes[36] = 0x80
    #expect(try STUNMessage(decoding: Array(bytes)).xorMappedAddress == Self.v4)
  }

  @Test(
    "malformed messages are refused",
    arguments: [
      ("0101 0004 2112a442 000000000000000000000000", "length counts bytes that are not there"),
      ("0101 0000 2112a442 000000000000000000000000 00", "a byte too many"),
      ("0101 0003 2112a442 000000000000000000000000 000000", "length is no multiple of four"),
      ("4101 0000 2112a442 000000000000000000000000", "first two bits set: RTP or TURN data"),
      ("0101 0008 2112a442 000000000000000000000000 00200008 00000000", "attribute past the end"),
      ("0101 0008 2112a442 000000000000000000000000 00200004 0001ffff", "address without address"),
      ("0101 000c 2112a442 000000000000000000000000 00200008 0009ffff 01020304", "family 9"),
      ("0101 000c 2112a442 000000000000000000000000 00200008 0002ffff 01020304", "short IPv6"),
      ("0111 0008 2112a442 000000000000000000000000 00090004 00000200", "error class 2"),
      ("0111 0008 2112a442 000000000000000000000000 00090004 00000464", "error number 100"),
      ("0101 0008 2112a442 000000000000000000000000 80280004 00000000", "wrong FINGERPRINT"),
      ("0101 0004 2112a442 000000000000000000000000 00030000", "CHANGE-REQUEST of no bytes"),
      ("0101 0004 2112a442 000000000000000000000000 00270000", "RESPONSE-PORT of no bytes"),
    ])
  func malformed(text: String, reason: String) {
    #expect(refuses { _ = try STUNMessage(decoding: hex(text)) }, "\(reason)")
  }

  @Test("an attribute behind the integrity check is not believed")
  func sealed() throws {
    let message = STUNMessage(
      kind: .success, transaction: STUNTransaction(bits: 1),
      attributes: [.messageIntegrity(Array(repeating: 0, count: 20)), .mappedAddress(Self.v4)])
    #expect(try STUNMessage(decoding: message.encoded()).mappedAddress == nil)
  }

  @Test("of two equal attributes the first counts")
  func duplicate() throws {
    let message = STUNMessage(
      kind: .success, transaction: STUNTransaction(bits: 1),
      attributes: [.software("first"), .software("second")])
    #expect(try STUNMessage(decoding: message.encoded()).software == "first")
  }

  @Test("every truncation is refused and noise never traps")
  func hostile() {
    for sample in [Self.request, Self.response4, Self.response6] {
      for length in 0..<sample.count {
        #expect(refuses { _ = try STUNMessage(decoding: Array(sample.prefix(length))) })
      }
    }
    let every = STUNMessage(
      kind: .success, transaction: STUNTransaction(bits: 1), attributes: Self.everyAttribute)
    let samples = [Self.request, Self.response4, Self.response6, every.encoded()]
    Fuzz.run("STUN", samples: samples) { bytes in
      // What decodes must encode to something that decodes to the same.
      guard let message = try? STUNMessage(decoding: bytes) else { return }
      let again = try? STUNMessage(decoding: message.encoded(fingerprint: message.hasFingerprint))
      let isSame =
        again?.xorMappedAddress == message.xorMappedAddress && again?.kind == message.kind
        && again?.method == message.method
      if !isSame { Issue.record("\(bytes)") }
    }
  }

  @Test("a flipped bit anywhere under a FINGERPRINT is noticed")
  func bitFlips() {
    for index in Self.response4.indices {
      for bit in 0..<8 {
        var bytes = Self.response4
        bytes[index] ^= 1 << UInt8(bit)
        // A type that is no longer FINGERPRINT leaves a message without one: not an error.
        let isUnsigned = (try? STUNMessage(decoding: bytes)).map { !$0.hasFingerprint } ?? true
        #expect(isUnsigned, "byte \(index) bit \(bit)")
      }
    }
  }

  @Test("frames are cut from a stream whatever the reads were")
  func framing() throws {
    let stream = Self.request + Self.response4 + Self.response6
    for size in [1, 2, 3, 7, 19, 20, 21, 108, 500] {
      var framer = STUNFramer()
      var frames: [[UInt8]] = []
      var start = 0
      while start < stream.count {
        framer.append(stream[start..<min(stream.count, start + size)])
        start += size
        while let frame = try framer.next() { frames.append(frame) }
      }
      #expect(frames == [Self.request, Self.response4, Self.response6])
      #expect(framer.pending == 0)
    }
  }

  @Test("a stream that is not STUN, or too long, is given up")
  func badStream() {
    for text in ["48545450", "01010003", "0101fffc"] {  // "HTTP", odd length, 64 KiB
      var framer = STUNFramer()
      framer.append(hex(text))
      #expect(throws: WireError.self) { try framer.next() }
    }
  }
}
