/// What a handshake agreed on, and who the peer is.
public struct TLSFacts: Hashable, Sendable {
  /// `TLSv1.3`, `TLSv1.2`.
  public let version: String
  /// `TLS_AES_256_GCM_SHA384`; in TLS 1.2 OpenSSL's name, `ECDHE-ECDSA-AES256-GCM-SHA384`.
  public let cipher: String
  /// The application protocol chosen; nil when none was negotiated.
  public let applicationProtocol: String?
  /// The name that the client asked for (SNI, RFC 6066 §3); nil when it gave none.
  public let serverName: String?
  /// Whether an earlier session was taken up again.
  public let isResumed: Bool
  public let peer: TLSPeer
}

/// The peer's certificate chain, and what checking it came to.
public struct TLSPeer: Hashable, Sendable {
  /// The DER of each certificate as presented, the peer's own first; empty when it showed none.
  public let chain: [[UInt8]]
  public let verification: Verification
  /// The pin of the peer's own key; nil when it showed no certificate.
  public let pin: KeyPin?
}
