/// What a handshake agreed on, and who the peer is.
package struct TLSFacts: Hashable, Sendable {
  /// `TLSv1.3`, `TLSv1.2`.
  package let version: String
  /// `TLS_AES_256_GCM_SHA384`; in TLS 1.2 OpenSSL's name, `ECDHE-ECDSA-AES256-GCM-SHA384`.
  package let cipher: String
  /// The application protocol chosen; nil when none was negotiated.
  package let applicationProtocol: String?
  /// The name that the client asked for (SNI, RFC 6066 §3); nil when it gave none.
  package let serverName: String?
  /// Whether an earlier session was taken up again.
  package let isResumed: Bool
  package let peer: TLSPeer
}

/// The peer's certificate chain, and what checking it came to.
package struct TLSPeer: Hashable, Sendable {
  /// The DER of each certificate as presented, the peer's own first; empty when it showed none.
  package let chain: [[UInt8]]
  package let verification: Verification
  /// The pin of the peer's own key; nil when it showed no certificate.
  package let pin: KeyPin?
}
