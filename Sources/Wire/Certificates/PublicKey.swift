/// A certificate's public key: what kind, how large, and its bytes for pins (RFC 5280 §4.1.2.7).
public struct PublicKey: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Bits of the modulus.
    case rsa(bits: Int)
    /// A named curve, as `P-256`; its dotted identifier when it has no usual name.
    case ec(curve: String)
    case ed25519
    case ed448
    /// Anything else, by the dotted identifier of its algorithm.
    case other(String)
  }

  public let kind: Kind
  /// SubjectPublicKeyInfo, whole: what a pin hashes (RFC 7469 §2.4).
  public let encoded: [UInt8]

  /// SHA-256 of `encoded`, 32 bytes.
  public var pin: [UInt8] { SHA256.digest(encoded) }

  public init(decoding element: DERElement) throws(WireError) {
    encoded = element.encoded
    var reader = element.content
    let algorithm = try DERElement(DERElement.Tag.sequence, from: &reader, "key algorithm")
    let key = try DERElement(DERElement.Tag.bitString, from: &reader, "public key").bitString()
    var parameters = algorithm.content
    let identifier = try OID(decoding: DERElement(decoding: &parameters))
    switch identifier {
    case OID(1, 2, 840, 113_549, 1, 1, 1), OID(1, 2, 840, 113_549, 1, 1, 10):
      var bytes = ByteReader(key.bytes)
      var numbers = try DERElement(DERElement.Tag.sequence, from: &bytes, "RSA key").content
      let modulus = try DERElement(DERElement.Tag.integer, from: &numbers, "RSA modulus").bytes
      let significant = modulus.drop { $0 == 0 }
      kind = .rsa(bits: significant.count * 8 - (significant.first?.leadingZeroBitCount ?? 0))
    case OID(1, 2, 840, 10045, 2, 1):
      let curve = try OID(decoding: DERElement(decoding: &parameters))
      kind = .ec(curve: Self.curves[curve] ?? curve.description)
    case OID(1, 3, 101, 112): kind = .ed25519
    case OID(1, 3, 101, 113): kind = .ed448
    default: kind = .other(identifier.description)
    }
  }

  private static let curves: [OID: String] = [
    OID(1, 2, 840, 10045, 3, 1, 7): "P-256", OID(1, 3, 132, 0, 34): "P-384",
    OID(1, 3, 132, 0, 35): "P-521", OID(1, 3, 132, 0, 10): "secp256k1",
    OID(1, 3, 132, 0, 33): "P-224", OID(1, 2, 840, 10045, 3, 1, 1): "P-192",
    OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 7): "brainpoolP256r1",
    OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 11): "brainpoolP384r1",
    OID(1, 3, 36, 3, 3, 2, 8, 1, 1, 13): "brainpoolP512r1",
  ]
}

extension PublicKey: CustomStringConvertible {
  /// `RSA 2048`, `EC P-256`, `Ed25519`
  public var description: String {
    switch kind {
    case .rsa(let bits): "RSA \(bits)"
    case .ec(let curve): "EC \(curve)"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .other(let identifier): identifier
    }
  }
}
