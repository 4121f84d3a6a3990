/// What both kinds of configuration say.
package struct TLSCommon: Sendable {
  /// Nothing below 1.2 is ever spoken.
  package var versions: ClosedRange<TLSVersion> = .v1_2 ... .v1_3
  /// Application protocols (ALPN, RFC 7301), best first: `h2`, `http/1.1`. Each 1…255 bytes.
  package var protocols: [String] = []
  /// Required of a server; a client shows it when asked.
  package var identity: TLSIdentity?

  package init() {}
}

/// How a client speaks TLS.
package struct TLSClientConfiguration: Sendable {
  package var common = TLSCommon()
  package var authorities = TLSAuthorities.system
  /// false carries on with a certificate that is not verified; the facts still say why it is not.
  package var requiresVerification = true
  /// Not empty: the peer's own key has to be one of these, verified or not.
  package var pins: Set<KeyPin> = []

  package init() {}
}

/// How a server speaks TLS.
package struct TLSServerConfiguration: Sendable {
  package var common = TLSCommon()
  /// Not nil: clients are asked for a certificate of these authorities.
  package var clientAuthorities: TLSAuthorities?
  /// false lets clients in that show none.
  package var requiresClientCertificate = true
  /// false hands out no tickets to resume sessions with (RFC 5077, RFC 8446 §4.6.1).
  package var resumesSessions = true

  package init(identity: TLSIdentity) { common.identity = identity }
}
