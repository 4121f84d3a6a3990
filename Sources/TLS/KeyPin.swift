import Wire

/// A pinned public key: the SHA-256 of a certificate's SubjectPublicKeyInfo (RFC 7469 §2.4). It
/// outlives renewals of the certificate for as long as the key stays.
public struct KeyPin: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  public let digest: [UInt8]

  /// - Precondition: `digest` has 32 bytes.
  public init(digest: [UInt8]) {
    precondition(digest.count == 32)
    self.digest = digest
  }

  /// Reads `sha256:` or `sha256//` (curl's spelling) before 64 hexadecimal digits, with or without
  /// colons, or 44 characters of base64. The prefix may be left out.
  /// - Throws: `invalid`.
  public init(_ text: String) throws(TLSError) {
    var digits = Substring(text)
    for prefix in ["sha256//", "sha256:"] where digits.hasPrefix(prefix) {
      digits = digits.dropFirst(prefix.count)
      break
    }
    let pairs = try? Hexadecimal.bytes(String(digits))
    guard let digest = pairs ?? (try? Base64.decode(digits.utf8)), digest.count == 32 else {
      throw .invalid(
        "invalid pin '\(text)': expected sha256: and 64 hexadecimal digits or 44 of base64")
    }
    self.digest = digest
  }

  /// `sha256:` and 64 lower-case digits.
  public var description: String { "sha256:" + Hexadecimal.text(digest) }
}
