/// Just enough of BER (X.690 §8) for SNMP, LDAP and Kerberos. Unlike DER, lengths may be written
/// in more bytes than needed: Active Directory always uses four.
struct BERElement {
  let tag: UInt8
  let content: ByteReader

  init(decoding reader: inout ByteReader) throws(WireError) {
    tag = try reader.uint8()
    guard tag & 0x1F != 0x1F else { throw .malformed("BER tag above 30") }
    var length = Int(try reader.uint8())
    if length & 0x80 != 0 {
      let size = length & 0x7F
      guard (1...4).contains(size) else { throw .malformed("BER length form") }
      length = 0
      for _ in 0..<size { length = length << 8 | Int(try reader.uint8()) }
    }
    content = try reader.reader(length)
  }

  /// The content of the next element, which must have this tag.
  static func content(
    _ tag: UInt8, _ reader: inout ByteReader
  ) throws(WireError) -> ByteReader {
    let element = try BERElement(decoding: &reader)
    guard element.tag == tag else { throw .malformed("BER tag \(element.tag), not \(tag)") }
    return element.content
  }

  /// The next element as an unsigned integer of at most 32 bits.
  static func integer(
    _ reader: inout ByteReader, tag: UInt8 = 0x02
  ) throws(WireError) -> UInt32 {
    var content = try content(tag, &reader)
    let bytes = content.rest().drop { $0 == 0 }
    guard bytes.count <= 4 else { throw .malformed("BER integer above 32 bits") }
    return bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  static func skip(_ count: Int, _ reader: inout ByteReader) throws(WireError) {
    for _ in 0..<count { _ = try BERElement(decoding: &reader) }
  }

  // MARK: Writing

  /// An element around its parts, which together are below 65,536 bytes.
  static func encode(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
    let content = parts.flatMap { $0 }
    switch content.count {
    case ..<0x80: return [tag, UInt8(content.count)] + content
    case ..<0x100: return [tag, 0x81, UInt8(content.count)] + content
    default: return [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 255)] + content
    }
  }

  static func encode(integer value: UInt32) -> [UInt8] {
    var bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    while bytes.count > 1, bytes[0] == 0, bytes[1] < 0x80 { bytes.removeFirst() }
    if bytes[0] >= 0x80 { bytes.insert(0, at: 0) }
    return encode(0x02, bytes)
  }

  static func encode(text: String, tag: UInt8 = 0x04) -> [UInt8] { encode(tag, Array(text.utf8)) }
}
