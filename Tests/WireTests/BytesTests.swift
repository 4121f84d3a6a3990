import Testing

@testable import Wire

@Suite("Reading and writing bytes")
struct BytesTests {
  @Test("integers are read in network order and the end throws")
  func integers() throws {
    var reader = ByteReader(hex("01 0203 040506 0708090a 0b0c0d0e0f101112"))
    #expect(try reader.uint8() == 0x01)
    #expect(try reader.uint16() == 0x0203)
    #expect(try reader.uint24() == 0x040506)
    #expect(try reader.uint32() == 0x0708_090A)
    #expect(try reader.uint64() == 0x0B0C_0D0E_0F10_1112)
    #expect(reader.isAtEnd)
    #expect(throws: WireError.truncated(missing: 1)) { try reader.uint8() }
    #expect(reader.offset == 18)
  }

  @Test("a failed read consumes nothing")
  func failure() throws {
    var reader = ByteReader([1, 2])
    #expect(throws: WireError.truncated(missing: 2)) { try reader.uint32() }
    #expect(try reader.uint16() == 0x0102)
    #expect(throws: WireError.self) { try reader.bytes(-1) }
    #expect(throws: WireError.self) { try reader.jumped(to: 2) }
  }

  @Test("a sub-reader cannot see past its part but can be jumped out of")
  func parts() throws {
    var reader = ByteReader([1, 2, 3, 4])
    try reader.skip(1)
    var part = try reader.reader(2)
    #expect(part.rest() == [2, 3])
    #expect(throws: WireError.self) { try part.uint8() }
    #expect(try reader.uint8() == 4)
    #expect(try part.jumped(to: 0).count == 4)
  }

  @Test("what the writer writes, the reader reads")
  func roundTrip() throws {
    var writer = ByteWriter()
    writer.uint24(0xABCDEF)
    writer.uint32(0x0102_0304)
    writer.uint128(1 << 100)
    writer.counted16 { $0.counted8 { $0.append("hi") } }
    var reader = ByteReader(writer.bytes)
    #expect(try reader.uint24() == 0xABCDEF)
    #expect(try reader.uint32() == 0x0102_0304)
    #expect(try reader.uint128() == 1 << 100)
    #expect(reader.rest() == [0, 3, 2, 0x68, 0x69])
  }

  @Test("hexadecimal is strict about pairs")
  func hexadecimal() throws {
    #expect(Hexadecimal.text([0x1D, 0xCB, 0x00], separator: ":") == "1d:cb:00")
    #expect(try Hexadecimal.bytes("1D:cb 00\n") == [0x1D, 0xCB, 0x00])
    #expect(refuses { _ = try Hexadecimal.bytes("1 d") })  // a split pair
    #expect(refuses { _ = try Hexadecimal.bytes("1dc") })  // half a pair
    #expect(refuses { _ = try Hexadecimal.bytes("zz") })
  }

  @Test("CRC-32 of the standard check string")
  func crc() {
    // The check value that every catalogue of CRCs gives for "123456789".
    #expect(CRC32.checksum("123456789".utf8) == 0xCBF4_3926)
  }
}
