/// What is asked of ports that turn out to be open.
public struct Inspection: Sendable {
  /// Reads what the service says by itself.
  public var wantsBanner = false
  /// Sent first; nil for nothing.
  public var sends: [UInt8]?
  /// What the answer has to match for the port to count as open; nil for anything.
  public var expects: Pattern?
  /// Where the TLS library is; nil for the system's.
  public var libraryPath: String?
  public var wantsTLS = false
  public var wantsHTTP = false
  /// How long the service may take.
  public var timeout = Duration.seconds(3)

  public init() {}
}

/// A TLS handshake's outcome.
public struct TLSFinding: Encodable, Sendable {
  /// nil where the handshake failed.
  public var version: String?
  public var cipher: String?
  /// ALPN's choice; nil for none.
  public var protocolName: String?
  public var names: [String]?
  public var issuer: String?
  public var notBefore: String?
  public var notAfter: String?
  public var isVerified = false
  /// Why the chain is not trusted, or why there was no handshake.
  public var problem: String?

  enum CodingKeys: String, CodingKey {
    case version, cipher
    case protocolName = "alpn"
    case names, issuer, notBefore, notAfter
    case isVerified = "verified"
    case problem
  }

  public init() {}
}

/// An HTTP answer's first line.
public struct HTTPFinding: Encodable, Sendable {
  /// nil where no HTTP answer came.
  public var status: Int?
  public var reason: String?
  public var server: String?
  public var location: String?
  public var problem: String?

  public init() {}
}
