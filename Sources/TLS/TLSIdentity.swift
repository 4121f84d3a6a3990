/// The certificate that this end shows, and its private key.
public enum TLSIdentity: Sendable {
  /// PEM files: the certificate first, its issuers after it; the key not encrypted. Both may be
  /// the same file.
  case files(certificate: String, key: String)
  case selfSigned(SelfSignedCertificate)
}
