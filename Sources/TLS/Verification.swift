/// What checking the peer's certificate came to; data, whether or not the handshake went on.
public enum Verification: Hashable, Sendable {
  /// It leads to a trusted authority, is in date, and is for the name that was asked for.
  case verified
  case failed(VerificationFailure)
  /// The peer showed no certificate: a client that was asked for none.
  case notPresented
}

/// Why a certificate was not accepted.
public struct VerificationFailure: Hashable, Sendable, CustomStringConvertible {
  /// The reasons that users can do something about, by name.
  public enum Reason: String, Hashable, Sendable {
    case expired
    case notYetValid = "not_yet_valid"
    case selfSigned = "self_signed"
    case unknownAuthority = "unknown_authority"
    case nameMismatch = "name_mismatch"
    case revoked
    case badSignature = "bad_signature"
    case wrongPurpose = "wrong_purpose"
    case tooWeak = "too_weak"
    case notAnAuthority = "not_an_authority"
    case notPresented = "not_presented"
    case other
  }

  public let reason: Reason
  /// OpenSSL's X509_V_ERR number; 0 for `notPresented`, which has none.
  public let code: Int
  /// Which certificate: 0 the peer's own, 1 its issuer, and so on.
  public let depth: Int
  /// OpenSSL's words.
  public let text: String

  public init(code: Int, depth: Int, text: String) {
    self.init(reason: Reason(code: code), code: code, depth: depth, text: text)
  }

  /// A client that was asked for a certificate showed none.
  public static let notPresented = VerificationFailure(
    reason: .notPresented, code: 0, depth: 0, text: "the client showed none")

  private init(reason: Reason, code: Int, depth: Int, text: String) {
    self.reason = reason
    self.code = code
    self.depth = depth
    self.text = text
  }

  /// OpenSSL's words, and whose certificate it is where it is not the peer's own.
  public var description: String {
    depth == 0 ? text : "\(text) (certificate \(depth) of its chain)"
  }

  /// What to try next; nil where only the other end can.
  var advice: String? {
    switch reason {
    case .selfSigned, .unknownAuthority:
      "trust its authority with --ca FILE, pin its key with --pin, or go on without proof: --insecure"
    case .nameMismatch:
      "ask for a name that it has with --server-name, or see them with --show-cert"
    case .expired, .notYetValid: "is the clock of this machine right?"
    case .notPresented: "the client has to show a certificate"
    case .revoked, .badSignature, .wrongPurpose, .tooWeak, .notAnAuthority, .other: nil
    }
  }
}

extension VerificationFailure.Reason {
  /// From an X509_V_ERR number (openssl/x509_vfy.h; the same in 1.1.1 and 3.x, but for 24, which 3.x
  /// gives to issuers without a key, and 79 in its place).
  init(code: Int) {
    switch code {
    case 10, 12: self = .expired
    case 9, 11: self = .notYetValid
    case 18, 19: self = .selfSigned
    case 2, 20, 21, 27, 28: self = .unknownAuthority
    case 62, 63, 64: self = .nameMismatch
    case 23: self = .revoked
    case 4, 6, 7: self = .badSignature
    case 26: self = .wrongPurpose
    case 66, 67, 68: self = .tooWeak
    case 24, 25, 32, 37, 79, 80: self = .notAnAuthority
    default: self = .other
    }
  }
}
