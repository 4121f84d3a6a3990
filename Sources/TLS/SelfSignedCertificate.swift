import Platform
import Wire

/// A certificate and key made on the spot, for trying TLS out: no authority stands behind it, so a
/// client has to be told to trust it (`--ca`, `--pin`).
public struct SelfSignedCertificate: Sendable {
  /// The certificate.
  public let der: [UInt8]
  /// What a client pins to accept this certificate.
  public let pin: KeyPin
  let key: PrivateKey

  /// A certificate for `names`, host names or addresses, valid from five minutes ago, for clocks
  /// that are behind, until `validity` from now.
  /// - Precondition: `names` is not empty.
  /// - Throws: `invalid` for a name that is not ASCII or over 255 bytes.
  public init(
    _ library: OpenSSL, names: [String], validity: Duration = .seconds(86_400)
  ) throws(TLSError) {
    let now = WallClock.now / 1_000_000_000
    try self.init(
      library, names: names, from: now - 300, until: now + validity.components.seconds)
  }

  /// A certificate valid between two moments in seconds since 1970.
  public init(
    _ library: OpenSSL, names: [String], from: Int64, until: Int64
  ) throws(TLSError) {
    precondition(!names.isEmpty, "a certificate is for somebody")
    let key = try PrivateKey(library)
    let publicKey = key.publicKeyDER
    let pin = KeyPin(digest: SHA256.digest(publicKey))
    let body = try CertificateTemplate(
      names: names, from: from, until: until, publicKey: publicKey, keyIdentifier: pin.digest
    ).encoded()
    let signature = try key.signature(of: body)
    der = DERWriter.sequence(
      body, CertificateTemplate.signatureAlgorithm, DERWriter.bits(signature))
    self.key = key
    self.pin = pin
  }

  /// The certificate as a file that `--ca` takes (RFC 7468 §5).
  public var pem: String {
    var text = "-----BEGIN CERTIFICATE-----\n"
    var rest = Base64.encode(der)[...]
    while !rest.isEmpty {
      text += rest.prefix(64) + "\n"
      rest = rest.dropFirst(64)
    }
    return text + "-----END CERTIFICATE-----\n"
  }
}
