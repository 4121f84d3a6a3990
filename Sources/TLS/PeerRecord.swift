/// What one session's certificate check found.
struct PeerRecord {
  /// nil until there was a certificate to check.
  var verification: Verification?
  /// The peer that was refused: OpenSSL forgets it when it ends the handshake.
  var refused: TLSPeer?
  /// The key that the peer has instead of a pinned one.
  var mismatchedPin: KeyPin?
}
