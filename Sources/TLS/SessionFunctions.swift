/// The functions of one TLS connection (SSL).
@safe
struct SessionFunctions: Sendable {
  typealias Session = OpaquePointer

  let new: @convention(c) (OpaquePointer?) -> Session?
  let free: @convention(c) (Session?) -> Void
  let control: @convention(c) (Session?, CInt, CLong, UnsafeMutableRawPointer?) -> CLong
  let setBuffers: @convention(c) (Session?, OpaquePointer?, OpaquePointer?) -> Void
  let setConnectState: @convention(c) (Session?) -> Void
  let setAcceptState: @convention(c) (Session?) -> Void
  let setHost: @convention(c) (Session?, UnsafePointer<CChar>?) -> CInt
  let setHostFlags: @convention(c) (Session?, CUnsignedInt) -> Void
  let parameters: @convention(c) (Session?) -> OpaquePointer?
  let setAttachment: @convention(c) (Session?, CInt, UnsafeMutableRawPointer?) -> CInt
  let attachment: @convention(c) (Session?, CInt) -> UnsafeMutableRawPointer?

  let handshake: @convention(c) (Session?) -> CInt
  let read: @convention(c) (Session?, UnsafeMutableRawPointer?, CInt) -> CInt
  let write: @convention(c) (Session?, UnsafeRawPointer?, CInt) -> CInt
  let shutdown: @convention(c) (Session?) -> CInt
  let error: @convention(c) (Session?, CInt) -> CInt

  let version: @convention(c) (Session?) -> UnsafePointer<CChar>?
  let cipher: @convention(c) (Session?) -> OpaquePointer?
  let cipherName: @convention(c) (OpaquePointer?) -> UnsafePointer<CChar>?
  let serverName: @convention(c) (Session?, CInt) -> UnsafePointer<CChar>?
  let isResumed: @convention(c) (Session?) -> CInt
  let protocolName:
    @convention(c) (
      Session?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<CUnsignedInt>?
    ) -> Void
  let verification: @convention(c) (Session?) -> CLong
  let peerCertificate: @convention(c) (Session?) -> OpaquePointer?
  let peerChain: @convention(c) (Session?) -> OpaquePointer?

  init(_ symbols: SymbolTable) throws(TLSError) {
    unsafe new = try symbols.find("SSL_new")
    unsafe free = try symbols.find("SSL_free")
    unsafe control = try symbols.find("SSL_ctrl")
    unsafe setBuffers = try symbols.find("SSL_set_bio")
    unsafe setConnectState = try symbols.find("SSL_set_connect_state")
    unsafe setAcceptState = try symbols.find("SSL_set_accept_state")
    unsafe setHost = try symbols.find("SSL_set1_host")
    unsafe setHostFlags = try symbols.find("SSL_set_hostflags")
    unsafe parameters = try symbols.find("SSL_get0_param")
    unsafe setAttachment = try symbols.find("SSL_set_ex_data")
    unsafe attachment = try symbols.find("SSL_get_ex_data")
    unsafe handshake = try symbols.find("SSL_do_handshake")
    unsafe read = try symbols.find("SSL_read")
    unsafe write = try symbols.find("SSL_write")
    unsafe shutdown = try symbols.find("SSL_shutdown")
    unsafe error = try symbols.find("SSL_get_error")
    unsafe version = try symbols.find("SSL_get_version")
    unsafe cipher = try symbols.find("SSL_get_current_cipher")
    unsafe cipherName = try symbols.find("SSL_CIPHER_get_name")
    unsafe serverName = try symbols.find("SSL_get_servername")
    unsafe isResumed = try symbols.find("SSL_session_reused")
    unsafe protocolName = try symbols.find("SSL_get0_alpn_selected")
    unsafe verification = try symbols.find("SSL_get_verify_result")
    // Renamed in 3.0.
    unsafe peerCertificate = try symbols.find(
      "SSL_get1_peer_certificate", "SSL_get_peer_certificate")
    unsafe peerChain = try symbols.find("SSL_get_peer_cert_chain")
  }

  /// SSL_ctrl's commands and SSL_get_error's answers, macros in openssl/ssl.h.
  enum Constant {
    static let setServerName: CInt = 55
    static let wantsRead: CInt = 2
    static let wantsWrite: CInt = 3
    static let closed: CInt = 6
    /// Index 0 of a session's attachments is the application's.
    static let ownAttachment: CInt = 0
    /// X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS: `f*.example` matches nothing (RFC 9525 §6.3).
    static let noPartialWildcards: CUnsignedInt = 4
  }
}
