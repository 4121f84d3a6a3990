/// An X.509 certificate as a value (RFC 5280 §4.1): read, not verified.
public struct Certificate: Hashable, Sendable {
  /// The whole certificate as it came.
  public let der: [UInt8]
  /// 1, 2 or 3.
  public let version: Int
  /// Big-endian, without the leading zero that keeps it positive.
  public let serial: [UInt8]
  /// `SHA256-RSA`, `ECDSA-SHA384`, `Ed25519`, or a dotted identifier.
  public let signatureAlgorithm: String
  public let issuer: DistinguishedName
  public let subject: DistinguishedName
  public let notBefore: CivilTime
  public let notAfter: CivilTime
  public let key: PublicKey
  /// The alternative names, for hosts and otherwise; empty in a certificate without them.
  public let names: [GeneralName]

  /// The fingerprint: 32 bytes over the whole certificate.
  public var sha256: [UInt8] { SHA256.digest(der) }

  /// Reads one certificate; the bytes must hold nothing else.
  public init(decoding der: [UInt8]) throws(WireError) {
    self.der = der
    var outer = ByteReader(der)
    var parts = try DERElement(DERElement.Tag.sequence, from: &outer, "certificate").content
    guard outer.isAtEnd else { throw .malformed("bytes follow the certificate") }
    var body = try DERElement(DERElement.Tag.sequence, from: &parts, "certificate body").content
    let algorithm = try DERElement(DERElement.Tag.sequence, from: &parts, "signature algorithm")
    _ = try DERElement(DERElement.Tag.bitString, from: &parts, "signature").bitString()
    guard parts.isAtEnd else { throw .malformed("bytes follow the signature") }
    signatureAlgorithm = try SignatureAlgorithm.name(of: algorithm)

    if body.peek() == DERElement.Tag.constructed(0) {
      var explicit = try DERElement(decoding: &body).content
      version =
        try DERElement(DERElement.Tag.integer, from: &explicit, "version").smallInteger() + 1
      guard (1...3).contains(version) else { throw .malformed("version \(version)") }
    } else {
      version = 1
    }
    let serial = try DERElement(DERElement.Tag.integer, from: &body, "serial number").bytes
    guard !serial.isEmpty else { throw .malformed("serial number is empty") }
    self.serial = serial.count > 1 && serial[0] == 0 ? Array(serial.dropFirst()) : serial
    let inner = try DERElement(DERElement.Tag.sequence, from: &body, "signature algorithm")
    // RFC 5280 §4.1.1.2: both places must say the same, or a signature could be reread.
    guard inner.encoded == algorithm.encoded else {
      throw .malformed("the two signature algorithms differ")
    }
    issuer = try DistinguishedName(decoding: DERElement(decoding: &body))
    var validity = try DERElement(DERElement.Tag.sequence, from: &body, "validity").content
    notBefore = try CivilTime(decoding: DERElement(decoding: &validity))
    notAfter = try CivilTime(decoding: DERElement(decoding: &validity))
    subject = try DistinguishedName(decoding: DERElement(decoding: &body))
    key = try PublicKey(
      decoding: DERElement(DERElement.Tag.sequence, from: &body, "public key"))

    names = try Self.alternativeNames(decoding: &body)
  }
}
