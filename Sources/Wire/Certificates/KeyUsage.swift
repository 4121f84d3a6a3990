/// What a certificate's key may do (RFC 5280 §4.2.1.3). Bit 0 is the highest of the first byte.
package struct KeyUsage: OptionSet, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let digitalSignature = Self(rawValue: 1 << 0)
  package static let nonRepudiation = Self(rawValue: 1 << 1)
  package static let keyEncipherment = Self(rawValue: 1 << 2)
  package static let dataEncipherment = Self(rawValue: 1 << 3)
  package static let keyAgreement = Self(rawValue: 1 << 4)
  package static let certificateSigning = Self(rawValue: 1 << 5)
  package static let crlSigning = Self(rawValue: 1 << 6)
  package static let encipherOnly = Self(rawValue: 1 << 7)
  package static let decipherOnly = Self(rawValue: 1 << 8)

  private static let names = [
    "digital signature", "non-repudiation", "key encipherment", "data encipherment",
    "key agreement", "certificate signing", "CRL signing", "encipher only", "decipher only",
  ]

  init(decoding element: DERElement) throws(WireError) {
    guard element.tag == DERElement.Tag.bitString else { throw .malformed("key usage") }
    let (bytes, _) = try element.bitString()
    var value: UInt16 = 0
    for bit in 0..<min(9, bytes.count * 8) where bytes[bit / 8] & 0x80 >> UInt8(bit % 8) != 0 {
      value |= 1 << UInt16(bit)
    }
    rawValue = value
  }

  package var names: [String] {
    Self.names.indices.filter { rawValue & 1 << UInt16($0) != 0 }.map { Self.names[$0] }
  }

  package var description: String { names.joined(separator: ", ") }
}
