/// An object identifier: the dotted numbers by which X.509 names everything (X.690 §8.19).
public struct OID: Hashable, Sendable, CustomStringConvertible {
  public let arcs: [UInt128]

  public init(_ arcs: UInt128...) { self.arcs = arcs }

  public init(decoding element: DERElement) throws(WireError) {
    guard element.tag == DERElement.Tag.objectIdentifier else {
      throw .malformed("object identifier is missing")
    }
    var reader = element.content
    guard !reader.isAtEnd else { throw .malformed("object identifier is empty") }
    var arcs: [UInt128] = []
    while !reader.isAtEnd {
      var value: UInt128 = 0
      var byte = try reader.uint8()
      guard byte != 0x80 else { throw .malformed("object identifier is padded") }
      while true {
        guard value >> 121 == 0 else { throw .malformed("object identifier arc above 128 bits") }
        value = value << 7 | UInt128(byte & 0x7F)
        if byte & 0x80 == 0 { break }
        byte = try reader.uint8()
      }
      if arcs.isEmpty {
        let first = min(value / 40, 2)
        arcs.append(first)
        value -= first * 40
      }
      arcs.append(value)
    }
    self.arcs = arcs
  }

  public var description: String { arcs.map { String($0) }.joined(separator: ".") }
}
