extension TLSSession {
  /// What the handshake agreed on.
  /// - Precondition: `isEstablished`.
  public var facts: TLSFacts {
    precondition(isEstablished, "no facts before the handshake is done")
    let sessions = library.sessions
    return unsafe TLSFacts(
      version: Self.text(sessions.version(handle)),
      cipher: Self.text(sessions.cipherName(sessions.cipher(handle))),
      applicationProtocol: applicationProtocol,
      serverName: sessions.serverName(handle, 0).map { unsafe String(cString: $0) },
      isResumed: sessions.isResumed(handle) == 1,
      peer: peer)
  }

  /// Who the peer is, also where its certificate was refused.
  public var peer: TLSPeer {
    if let refused = record.refused { return refused }
    guard let leaf = unsafe library.sessions.peerCertificate(handle) else {
      return TLSPeer(chain: [], verification: .notPresented, pin: nil)
    }
    defer { unsafe library.certificates.free(leaf) }
    // A server is told the chain without the client's own certificate, a client with it.
    let own = unsafe library.certificates.der(of: leaf)
    let presented = unsafe library.certificates.der(ofEach: library.sessions.peerChain(handle))
    let chain = presented.first == own ? presented : [own] + presented
    let pin = unsafe library.keyPin(of: leaf)
    return TLSPeer(chain: chain, verification: verification, pin: pin)
  }

  /// What this session's check found, or, where it resumed another, that one's.
  private var verification: Verification {
    if let found = record.verification { return found }
    let code = unsafe library.sessions.verification(handle)
    guard code != 0 else { return .verified }
    let text = unsafe Self.text(library.certificates.text(code))
    return .failed(VerificationFailure(code: code, depth: 0, text: text))
  }

  private var applicationProtocol: String? {
    var name: UnsafePointer<UInt8>?
    var count: CUnsignedInt = 0
    unsafe library.sessions.protocolName(handle, &name, &count)
    guard let name = unsafe name, count > 0 else { return nil }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String {
    unsafe pointer.map { unsafe String(cString: $0) } ?? "unknown"
  }
}
