/// What is asked of ports that turn out to be open.
package struct Inspection: Sendable {
  /// Reads what the service says by itself.
  package var wantsBanner = false
  /// Sent first; nil for nothing.
  package var sends: [UInt8]?
  /// What the answer has to match for the port to count as open; nil for anything.
  package var expects: Pattern?
  /// Where the TLS library is; nil for the system's.
  package var libraryPath: String?
  package var wantsTLS = false
  package var wantsHTTP = false
  /// How long the service may take.
  package var timeout = Duration.seconds(3)

  package init() {}
}

/// A TLS handshake's outcome.
package struct TLSFinding: Encodable, Sendable {
  /// nil where the handshake failed.
  package var version: String?
  package var cipher: String?
  /// ALPN's choice; nil for none.
  package var protocolName: String?
  package var names: [String]?
  package var issuer: String?
  package var notBefore: String?
  package var notAfter: String?
  package var isVerified = false
  /// Why the chain is not trusted, or why there was no handshake.
  package var problem: String?

  enum CodingKeys: String, CodingKey {
    case version, cipher
    case protocolName = "alpn"
    case names, issuer, notBefore, notAfter
    case isVerified = "verified"
    case problem
  }

  package init() {}
}

/// An HTTP answer's first line.
package struct HTTPFinding: Encodable, Sendable {
  /// nil where no HTTP answer came.
  package var status: Int?
  package var reason: String?
  package var server: String?
  package var location: String?
  package var problem: String?

  package init() {}
}
