/// A configuration made ready: what every connection of one client or server shares.
///
/// A class because the sessions hold on to it. OpenSSL lets threads share it once it is made.
@safe
public final class TLSContext: @unchecked Sendable {
  /// Which end of the connection its sessions are.
  public enum Role: Sendable { case client, server }

  public let library: OpenSSL
  public let role: Role
  let checking: PeerChecking
  let buffers = BufferPool()
  let handle: OpaquePointer
  /// The protocols that a server has, as they stand in the handshake; OpenSSL points into it.
  let protocols: UnsafeMutableBufferPointer<UInt8>

  /// - Throws: what cannot be set up: `unreadable`, `keyMismatch`, `invalid`.
  public init(_ library: OpenSSL, client: TLSClientConfiguration) throws(TLSError) {
    let protocols = try ProtocolList(client.common.protocols)
    self.library = library
    role = .client
    checking = PeerChecking(
      requiresVerification: client.requiresVerification, pins: client.pins,
      authorities: client.authorities)
    unsafe handle = try Self.make(library, library.contexts.clientMethod())
    unsafe self.protocols = protocols.allocated()
    try configure(client.common)
    try trust(client.authorities)
    unsafe library.contexts.setVerify(handle, ContextFunctions.Constant.verifyPeer, nil)
    checkPeers()
    try offerProtocols()
  }

  /// - Throws: what cannot be set up: `unreadable`, `keyMismatch`, `invalid`.
  public init(_ library: OpenSSL, server: TLSServerConfiguration) throws(TLSError) {
    guard server.common.identity != nil else {
      throw .invalid("a TLS server needs a certificate and its key")
    }
    let protocols = try ProtocolList(server.common.protocols)
    self.library = library
    role = .server
    checking = PeerChecking(
      requiresVerification: true, pins: [], authorities: server.clientAuthorities)
    unsafe handle = try Self.make(library, library.contexts.serverMethod())
    unsafe self.protocols = protocols.allocated()
    try configure(server.common)
    limitSessions(resuming: server.resumesSessions)
    if let authorities = server.clientAuthorities {
      try trust(authorities)
      try askForCertificate(of: authorities, required: server.requiresClientCertificate)
    }
    if !protocols.isEmpty { chooseProtocols() }
  }

  deinit {
    unsafe library.contexts.free(handle)
    unsafe protocols.deallocate()
  }

  private static func make(
    _ library: OpenSSL, _ method: OpaquePointer?
  ) throws(TLSError) -> OpaquePointer {
    library.errors.clear()
    guard let made = unsafe library.contexts.new(method) else {
      throw .library(library.takeFailure().text)
    }
    return unsafe made
  }

  /// What both ends need: versions, small idle connections, no compression (CRIME), no
  /// renegotiation, and the identity.
  private func configure(_ common: TLSCommon) throws(TLSError) {
    let contexts = library.contexts
    typealias Constant = ContextFunctions.Constant
    let lowest = common.versions.lowerBound.rawValue
    let highest = common.versions.upperBound.rawValue
    guard unsafe contexts.control(handle, Constant.setMinimumVersion, lowest, nil) == 1,
      unsafe contexts.control(handle, Constant.setMaximumVersion, highest, nil) == 1
    else { throw .library(library.takeFailure().text) }
    let mode = Constant.releaseBuffers | Constant.noAutomaticChain
    _ = unsafe contexts.control(handle, Constant.setMode, mode, nil)
    _ = unsafe contexts.setOptions(handle, Constant.noCompression | Constant.noRenegotiation)
    if let identity = common.identity { try use(identity) }
  }

  /// Keeps no session in memory; those that a client may resume travel in its ticket.
  private func limitSessions(resuming: Bool) {
    let contexts = library.contexts
    typealias Constant = ContextFunctions.Constant
    _ = unsafe contexts.control(handle, Constant.setSessionCache, 0, nil)
    // Without a scope, resuming fails where clients show certificates.
    _ = unsafe contexts.setSessionScope(handle, [0x6e, 0x6b], 2)
    if !resuming {
      _ = unsafe contexts.setOptions(handle, Constant.noTickets)
      _ = unsafe contexts.setTicketCount(handle, 0)
    }
  }
}
