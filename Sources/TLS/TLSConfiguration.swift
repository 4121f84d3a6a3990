/// What both kinds of configuration say.
public struct TLSCommon: Sendable {
  /// Nothing below 1.2 is ever spoken.
  public var versions: ClosedRange<TLSVersion> = .v1_2 ... .v1_3
  /// Application protocols (ALPN, RFC 7301), best first: `h2`, `http/1.1`. Each 1…255 bytes.
  public var protocols: [String] = []
  /// Required of a server; a client shows it when asked.
  public var identity: TLSIdentity?

  public init() {}
}

/// How a client speaks TLS.
public struct TLSClientConfiguration: Sendable {
  public var common = TLSCommon()
  public var authorities = TLSAuthorities.system
  /// false carries on with a certificate that is not verified; the facts still say why it is not.
  public var requiresVerification = true
  /// Not empty: the peer's own key has to be one of these, verified or not.
  public var pins: Set<KeyPin> = []

  public init() {}
}

/// How a server speaks TLS.
public struct TLSServerConfiguration: Sendable {
  public var common = TLSCommon()
  /// Not nil: clients are asked for a certificate of these authorities.
  public var clientAuthorities: TLSAuthorities?
  /// false lets clients in that show none.
  public var requiresClientCertificate = true
  /// false hands out no tickets to resume sessions with (RFC 5077, RFC 8446 §4.6.1).
  public var resumesSessions = true

  public init(identity: TLSIdentity) { common.identity = identity }
}
