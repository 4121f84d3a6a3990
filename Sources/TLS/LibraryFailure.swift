/// One entry of OpenSSL's error queue.
struct LibraryFailure: Hashable {
  /// The part of OpenSSL that complained (its ERR_LIB_ numbers).
  enum Source: Hashable {
    case system, pem, certificate, tls
    case other(Int)

    init(number: Int) {
      switch number {
      case 2: self = .system
      case 9: self = .pem
      case 11: self = .certificate
      case 20: self = .tls
      default: self = .other(number)
      }
    }
  }

  let source: Source
  /// Meaningful within `source` only; an errno for `system`.
  let reason: Int
  /// OpenSSL's text of the reason: `wrong version number`.
  let text: String

  /// The alert that the peer sent: OpenSSL counts them from SSL_AD_REASON_OFFSET, 1000.
  var alert: TLSAlert? {
    guard source == .tls, let code = UInt8(exactly: reason - 1000) else { return nil }
    return TLSAlert(code: code)
  }

  /// The peer's bytes are no TLS records: SSL_R_WRONG_VERSION_NUMBER, _HTTP_REQUEST,
  /// _HTTPS_PROXY_REQUEST, _UNKNOWN_PROTOCOL, _PACKET_LENGTH_TOO_LONG.
  var saysNotTLS: Bool {
    source == .tls && [155, 156, 198, 252, 267].contains(reason)
  }

  /// SSL_R_UNEXPECTED_EOF_WHILE_READING, since 3.0.
  var saysTruncated: Bool { source == .tls && reason == 294 }

  /// SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE.
  var saysNoCertificate: Bool { source == .tls && reason == 199 }

  /// X509_R_KEY_VALUES_MISMATCH and X509_R_KEY_TYPE_MISMATCH.
  var saysKeyMismatch: Bool { source == .certificate && (reason == 116 || reason == 115) }

  /// PEM_R_NO_START_LINE: not a PEM file, or none of the kind asked for. OpenSSL 3 says
  /// ERR_R_UNSUPPORTED of keys.
  var saysNoPEM: Bool { source == .pem && reason == 108 || reason == Self.common | 268 }

  /// PEM_R_BAD_PASSWORD_READ, PEM_R_BAD_DECRYPT, and in OpenSSL 3 ERR_R_INTERRUPTED_OR_CANCELLED:
  /// the key file is encrypted.
  var saysEncrypted: Bool {
    source == .pem && (reason == 104 || reason == 101) || reason == Self.common | 265
  }

  /// ERR_RFLAG_COMMON: the reason means the same in every part of OpenSSL.
  private static let common = 2 << 18
}
