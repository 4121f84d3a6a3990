/// What a certificate's key may do (RFC 5280 §4.2.1.3). Bit 0 is the highest of the first byte.
public struct KeyUsage: OptionSet, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let digitalSignature = Self(rawValue: 1 << 0)
  public static let nonRepudiation = Self(rawValue: 1 << 1)
  public static let keyEncipherment = Self(rawValue: 1 << 2)
  public static let dataEncipherment = Self(rawValue: 1 << 3)
  public static let keyAgreement = Self(rawValue: 1 << 4)
  public static let certificateSigning = Self(rawValue: 1 << 5)
  public static let crlSigning = Self(rawValue: 1 << 6)
  public static let encipherOnly = Self(rawValue: 1 << 7)
  public static let decipherOnly = Self(rawValue: 1 << 8)

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

  public var names: [String] {
    Self.names.indices.filter { rawValue & 1 << UInt16($0) != 0 }.map { Self.names[$0] }
  }

  public var description: String { names.joined(separator: ", ") }
}
