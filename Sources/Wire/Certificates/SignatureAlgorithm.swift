/// Names of the algorithms that sign certificates (RFC 8017, 5758, 8410, 4055).
enum SignatureAlgorithm {
  static func name(of element: DERElement) throws(WireError) -> String {
    var reader = element.content
    let identifier = try OID(decoding: DERElement(decoding: &reader))
    return names[identifier] ?? identifier.description
  }

  private static let names: [OID: String] = [
    OID(1, 2, 840, 113_549, 1, 1, 4): "MD5-RSA", OID(1, 2, 840, 113_549, 1, 1, 5): "SHA1-RSA",
    OID(1, 2, 840, 113_549, 1, 1, 10): "RSA-PSS", OID(1, 2, 840, 113_549, 1, 1, 11): "SHA256-RSA",
    OID(1, 2, 840, 113_549, 1, 1, 12): "SHA384-RSA",
    OID(1, 2, 840, 113_549, 1, 1, 13): "SHA512-RSA", OID(1, 2, 840, 10045, 4, 1): "ECDSA-SHA1",
    OID(1, 2, 840, 10045, 4, 3, 2): "ECDSA-SHA256", OID(1, 2, 840, 10045, 4, 3, 3): "ECDSA-SHA384",
    OID(1, 2, 840, 10045, 4, 3, 4): "ECDSA-SHA512", OID(1, 3, 101, 112): "Ed25519",
    OID(1, 3, 101, 113): "Ed448",
  ]
}
