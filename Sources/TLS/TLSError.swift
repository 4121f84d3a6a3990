public import Sockets

/// Why TLS could not be used, set up, or carried on.
public enum TLSError: Error, Hashable, Sendable {
  /// One library name that was tried, and what the dynamic linker said about it.
  public struct Attempt: Hashable, Sendable {
    public let name: String
    public let reason: String

    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// What a file was read as.
  public enum FileRole: String, Hashable, Sendable {
    case certificate
    case key
    case authorities = "CA certificates"
  }

  /// What was under way when the connection was cut.
  public enum Phase: String, Hashable, Sendable {
    case handshake
    case data
  }

  // Setting up
  case libraryNotFound([Attempt])
  case symbolMissing(String, library: String)
  case libraryTooOld(String, library: String)
  case unreadable(FileRole, path: String, reason: String)
  /// The private key does not belong to the certificate.
  case keyMismatch(certificate: String, key: String)
  /// A setting that cannot be: a protocol name over 255 bytes, a malformed pin.
  case invalid(String)

  // The peer
  /// Its certificate was refused.
  case unverified(VerificationFailure)
  /// Its key is not one of the pinned ones.
  case pinMismatch(found: KeyPin)
  /// It ended the session with an alert.
  case alert(TLSAlert, during: Phase)
  /// What it sends is not TLS.
  case notTLS(reason: String)
  /// It broke the protocol; OpenSSL's words.
  case violation(reason: String, during: Phase)
  /// The connection ended without close_notify: what was read may not be all (RFC 8446 §6.1).
  case truncated(during: Phase)

  /// The TCP connection below.
  case transport(SocketError)
  /// OpenSSL refused something that it should not: no memory, no randomness.
  case library(String)
}

extension TLSError: CustomStringConvertible {
  /// One sentence, no full stop, for after `netkit connect: `.
  public var description: String {
    switch self {
    case .libraryNotFound(let attempts):
      "cannot open OpenSSL: tried " + attempts.map(\.name).joined(separator: ", ")
    case .symbolMissing(let symbol, let library):
      "cannot use \(library) as OpenSSL: it has no function \(symbol)"
    case .libraryTooOld(let version, let library):
      "cannot use \(library): \(version) is older than 1.1.1"
    case .unreadable(let role, let path, let reason):
      "cannot read the \(role.rawValue) file '\(path)': \(reason)"
    case .keyMismatch(let certificate, let key):
      "the key in '\(key)' does not belong to the certificate in '\(certificate)'"
    case .invalid(let reason): reason
    case .unverified(let failure): "the certificate was not accepted: \(failure)"
    case .pinMismatch(let found): "the peer's key is not a pinned one: it is \(found)"
    case .alert(let alert, .handshake): "the peer refused the TLS handshake: \(alert)"
    case .alert(let alert, .data): "the peer ended the TLS session: \(alert)"
    case .notTLS(let reason): "the peer does not speak TLS here (\(reason))"
    case .violation(let reason, .handshake): "the TLS handshake failed: \(reason)"
    case .violation(let reason, .data): "the TLS session failed: \(reason)"
    case .truncated(.handshake): "the peer closed the connection during the TLS handshake"
    case .truncated(.data):
      "the peer closed the connection without close_notify: data may be missing"
    case .transport(let error): error.description
    case .library(let reason): "OpenSSL failed: \(reason)"
    }
  }

  /// What to try next, for the second line of a complaint; nil where there is nothing to advise.
  public var advice: String? {
    switch self {
    case .libraryNotFound, .symbolMissing, .libraryTooOld: OpenSSL.installation
    case .keyMismatch: "name the key that the certificate was made with"
    case .unverified(let failure): failure.advice
    case .pinMismatch(let found): "if that is the key you expect, pin it: \(found)"
    case .alert(.certificateRequired, _):
      "the server asks for a client certificate: give one and its key"
    case .alert(.unknownCA, _):
      "the peer does not trust the authority of this certificate"
    case .alert(.noApplicationProtocol, _): "offer a protocol that the server has"
    case .alert(.protocolVersion, _), .alert(.handshakeFailure, _):
      "the two ends share no TLS version or cipher"
    case .notTLS: "is this the right port?"
    case .unreadable, .invalid, .alert, .violation, .truncated, .transport, .library: nil
    }
  }
}
