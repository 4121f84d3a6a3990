/// The functions of a configuration shared by connections (SSL_CTX).
@safe
struct ContextFunctions: Sendable {
  typealias Context = OpaquePointer
  typealias File = UnsafePointer<CChar>
  typealias Attachment = UnsafeMutableRawPointer
  typealias PeerCheck = @convention(c) (OpaquePointer?, Attachment?) -> CInt
  typealias PasswordSource =
    @convention(c) (UnsafeMutablePointer<CChar>?, CInt, CInt, Attachment?) -> CInt
  typealias ProtocolChoice =
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, CUnsignedInt, Attachment?
    ) -> CInt

  let clientMethod: @convention(c) () -> OpaquePointer?
  let serverMethod: @convention(c) () -> OpaquePointer?
  let new: @convention(c) (OpaquePointer?) -> Context?
  let free: @convention(c) (Context?) -> Void
  let control: @convention(c) (Context?, CInt, CLong, UnsafeMutableRawPointer?) -> CLong
  let setOptions: @convention(c) (Context?, UInt64) -> UInt64
  let setTicketCount: @convention(c) (Context?, Int) -> CInt
  let setSessionScope: @convention(c) (Context?, UnsafePointer<UInt8>?, CUnsignedInt) -> CInt

  let setVerify: @convention(c) (Context?, CInt, OpaquePointer?) -> Void
  let setPeerCheck: @convention(c) (Context?, PeerCheck?, Attachment?) -> Void
  let parameters: @convention(c) (Context?) -> OpaquePointer?
  let useSystemDirectory: @convention(c) (Context?) -> CInt
  let useSystemBundle: @convention(c) (Context?) -> CInt
  let useAuthorities: @convention(c) (Context?, File?, File?) -> CInt
  let loadClientAuthorities: @convention(c) (File?) -> OpaquePointer?
  let setClientAuthorities: @convention(c) (Context?, OpaquePointer?) -> Void

  let useCertificateFile: @convention(c) (Context?, File?) -> CInt
  let useKeyFile: @convention(c) (Context?, File?, CInt) -> CInt
  let useCertificate: @convention(c) (Context?, CInt, UnsafePointer<UInt8>?) -> CInt
  let useKey: @convention(c) (Context?, OpaquePointer?) -> CInt
  let setPasswordSource: @convention(c) (Context?, PasswordSource?) -> Void

  let setProtocols: @convention(c) (Context?, UnsafePointer<UInt8>?, CUnsignedInt) -> CInt
  let setProtocolChoice: @convention(c) (Context?, ProtocolChoice?, Attachment?) -> Void
  let chooseProtocol:
    @convention(c) (
      UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
      UnsafePointer<UInt8>?, CUnsignedInt, UnsafePointer<UInt8>?, CUnsignedInt
    ) -> CInt

  init(_ symbols: SymbolTable) throws(TLSError) {
    unsafe clientMethod = try symbols.find("TLS_client_method")
    unsafe serverMethod = try symbols.find("TLS_server_method")
    unsafe new = try symbols.find("SSL_CTX_new")
    unsafe free = try symbols.find("SSL_CTX_free")
    unsafe control = try symbols.find("SSL_CTX_ctrl")
    unsafe setOptions = try symbols.find("SSL_CTX_set_options")
    unsafe setTicketCount = try symbols.find("SSL_CTX_set_num_tickets")
    unsafe setSessionScope = try symbols.find("SSL_CTX_set_session_id_context")
    unsafe setVerify = try symbols.find("SSL_CTX_set_verify")
    unsafe setPeerCheck = try symbols.find("SSL_CTX_set_cert_verify_callback")
    unsafe parameters = try symbols.find("SSL_CTX_get0_param")
    unsafe useSystemDirectory = try symbols.find("SSL_CTX_set_default_verify_dir")
    unsafe useSystemBundle = try symbols.find("SSL_CTX_set_default_verify_file")
    unsafe useAuthorities = try symbols.find("SSL_CTX_load_verify_locations")
    unsafe loadClientAuthorities = try symbols.find("SSL_load_client_CA_file")
    unsafe setClientAuthorities = try symbols.find("SSL_CTX_set_client_CA_list")
    unsafe useCertificateFile = try symbols.find("SSL_CTX_use_certificate_chain_file")
    unsafe useKeyFile = try symbols.find("SSL_CTX_use_PrivateKey_file")
    unsafe useCertificate = try symbols.find("SSL_CTX_use_certificate_ASN1")
    unsafe useKey = try symbols.find("SSL_CTX_use_PrivateKey")
    unsafe setPasswordSource = try symbols.find("SSL_CTX_set_default_passwd_cb")
    unsafe setProtocols = try symbols.find("SSL_CTX_set_alpn_protos")
    unsafe setProtocolChoice = try symbols.find("SSL_CTX_set_alpn_select_cb")
    unsafe chooseProtocol = try symbols.find("SSL_select_next_proto")
  }

  /// SSL_CTX_ctrl's commands, modes and options, macros in openssl/ssl.h.
  enum Constant {
    static let setMode: CInt = 33
    /// SSL_MODE_RELEASE_BUFFERS: an idle connection keeps no record buffers (34 KB less each).
    static let releaseBuffers: CLong = 0x10
    /// SSL_MODE_NO_AUTO_CHAIN: what is shown is what the certificate file has, not what the
    /// trusted authorities could add to it.
    static let noAutomaticChain: CLong = 0x8
    static let setSessionCache: CInt = 44
    static let setMinimumVersion: CInt = 123
    static let setMaximumVersion: CInt = 124

    static let noTickets: UInt64 = 1 << 14
    static let noCompression: UInt64 = 1 << 17
    static let noRenegotiation: UInt64 = 1 << 30

    static let verifyPeer: CInt = 1
    static let failWithoutCertificate: CInt = 2

    static let pemFile: CInt = 1
    static let protocolChosen: CInt = 0
    static let refuseProtocols: CInt = 2
    static let protocolsOverlap: CInt = 1
  }
}
