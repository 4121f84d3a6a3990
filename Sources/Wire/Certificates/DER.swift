/// One element of DER: tag, content and the bytes it was (X.690 §8 and §10).
public struct DERElement: Sendable {
  /// Class, constructed bit and number; numbers above 30 do not occur in certificates.
  public let tag: UInt8
  public let content: ByteReader
  /// Tag, length and content.
  public let encoded: [UInt8]

  /// The tags that certificates use.
  public enum Tag {
    public static let boolean: UInt8 = 0x01
    public static let integer: UInt8 = 0x02
    public static let bitString: UInt8 = 0x03
    public static let octetString: UInt8 = 0x04
    public static let objectIdentifier: UInt8 = 0x06
    public static let sequence: UInt8 = 0x30
    public static let set: UInt8 = 0x31
    public static let utcTime: UInt8 = 0x17
    public static let generalizedTime: UInt8 = 0x18
    /// `[n] EXPLICIT` or a constructed implicit one.
    public static func constructed(_ number: UInt8) -> UInt8 { 0xA0 | number }
    public static func primitive(_ number: UInt8) -> UInt8 { 0x80 | number }
  }

  /// Reads the next element. Lengths are definite and in the fewest bytes, as DER asks.
  public init(decoding reader: inout ByteReader) throws(WireError) {
    let start = reader.offset
    tag = try reader.uint8()
    guard tag & 0x1F != 0x1F else { throw .malformed("DER tag above 30") }
    var length = Int(try reader.uint8())
    if length & 0x80 != 0 {
      let size = length & 0x7F
      guard (1...4).contains(size) else { throw .malformed("DER length form") }
      length = 0
      for _ in 0..<size { length = length << 8 | Int(try reader.uint8()) }
      guard length >= 0x80, length >> (8 * (size - 1)) != 0 else {
        throw .malformed("DER length is not the shortest")
      }
    }
    content = try reader.reader(length)
    encoded = reader.bytes(since: start)
  }

  /// Reads the next element, which must have this tag.
  public init(_ tag: UInt8, from reader: inout ByteReader, _ what: String) throws(WireError) {
    self = try DERElement(decoding: &reader)
    guard self.tag == tag else { throw .malformed("\(what) is missing") }
  }

  /// The elements inside a constructed one.
  public func children() throws(WireError) -> [DERElement] {
    var reader = content
    var elements: [DERElement] = []
    while !reader.isAtEnd { elements.append(try DERElement(decoding: &reader)) }
    return elements
  }

  public var bytes: [UInt8] {
    var reader = content
    return reader.rest()
  }

  public func boolean() throws(WireError) -> Bool {
    switch bytes {
    case [0x00]: false
    case [0xFF]: true
    default: throw .malformed("BOOLEAN is neither 00 nor FF")
    }
  }

  /// A small number that is not negative.
  public func smallInteger() throws(WireError) -> Int {
    let value = bytes
    guard let first = value.first, first < 0x80, value.count <= 4 else {
      throw .malformed("INTEGER out of range")
    }
    return value.reduce(0) { $0 << 8 | Int($1) }
  }

  /// The bytes of a BIT STRING, and how many bits at the end do not count.
  public func bitString() throws(WireError) -> (bytes: [UInt8], unused: Int) {
    var reader = content
    let unused = Int(try reader.uint8())
    guard unused < 8, unused == 0 || !reader.isAtEnd else { throw .malformed("BIT STRING") }
    return (reader.rest(), unused)
  }
}
