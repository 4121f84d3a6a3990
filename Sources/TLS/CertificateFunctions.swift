/// Certificates and their verification (X509, X509_STORE_CTX).
@safe
struct CertificateFunctions: Sendable {
  /// A verification under way, X509_STORE_CTX.
  typealias Check = OpaquePointer
  typealias Bytes = UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>

  let free: @convention(c) (OpaquePointer?) -> Void
  let encode: @convention(c) (OpaquePointer?, Bytes?) -> CInt
  let publicKey: @convention(c) (OpaquePointer?) -> OpaquePointer?
  let encodePublicKey: @convention(c) (OpaquePointer?, Bytes?) -> CInt
  let count: @convention(c) (OpaquePointer?) -> CInt
  let element: @convention(c) (OpaquePointer?, CInt) -> OpaquePointer?

  let verify: @convention(c) (Check?) -> CInt
  let newCheck: @convention(c) () -> Check?
  let freeCheck: @convention(c) (Check?) -> Void
  let beginCheck: @convention(c) (Check?, OpaquePointer?, OpaquePointer?, OpaquePointer?) -> CInt
  let store: @convention(c) (Check?) -> OpaquePointer?
  let subject: @convention(c) (Check?) -> OpaquePointer?
  let presented: @convention(c) (Check?) -> OpaquePointer?
  let parameters: @convention(c) (Check?) -> OpaquePointer?
  let code: @convention(c) (Check?) -> CInt
  let setCode: @convention(c) (Check?, CInt) -> Void
  let depth: @convention(c) (Check?) -> CInt
  let text: @convention(c) (CLong) -> UnsafePointer<CChar>?
  let attachment: @convention(c) (Check?, CInt) -> UnsafeMutableRawPointer?
  let sessionIndex: @convention(c) () -> CInt

  let systemDirectory: @convention(c) () -> UnsafePointer<CChar>?
  let systemBundle: @convention(c) () -> UnsafePointer<CChar>?
  let systemDirectoryVariable: @convention(c) () -> UnsafePointer<CChar>?
  let systemBundleVariable: @convention(c) () -> UnsafePointer<CChar>?

  let copyParameters: @convention(c) (OpaquePointer?, OpaquePointer?) -> CInt
  let setAddress: @convention(c) (OpaquePointer?, UnsafePointer<CChar>?) -> CInt
  let setFlags: @convention(c) (OpaquePointer?, CUnsignedLong) -> CInt

  init(_ symbols: SymbolTable) throws(TLSError) {
    unsafe free = try symbols.find("X509_free")
    unsafe encode = try symbols.find("i2d_X509")
    unsafe publicKey = try symbols.find("X509_get_X509_PUBKEY")
    unsafe encodePublicKey = try symbols.find("i2d_X509_PUBKEY")
    unsafe count = try symbols.find("OPENSSL_sk_num")
    unsafe element = try symbols.find("OPENSSL_sk_value")
    unsafe verify = try symbols.find("X509_verify_cert")
    unsafe newCheck = try symbols.find("X509_STORE_CTX_new")
    unsafe freeCheck = try symbols.find("X509_STORE_CTX_free")
    unsafe beginCheck = try symbols.find("X509_STORE_CTX_init")
    unsafe store = try symbols.find("X509_STORE_CTX_get0_store")
    unsafe subject = try symbols.find("X509_STORE_CTX_get0_cert")
    unsafe presented = try symbols.find("X509_STORE_CTX_get0_untrusted")
    unsafe parameters = try symbols.find("X509_STORE_CTX_get0_param")
    unsafe code = try symbols.find("X509_STORE_CTX_get_error")
    unsafe setCode = try symbols.find("X509_STORE_CTX_set_error")
    unsafe depth = try symbols.find("X509_STORE_CTX_get_error_depth")
    unsafe text = try symbols.find("X509_verify_cert_error_string")
    unsafe attachment = try symbols.find("X509_STORE_CTX_get_ex_data")
    sessionIndex = try symbols.find("SSL_get_ex_data_X509_STORE_CTX_idx")
    unsafe systemDirectory = try symbols.find("X509_get_default_cert_dir")
    unsafe systemBundle = try symbols.find("X509_get_default_cert_file")
    unsafe systemDirectoryVariable = try symbols.find("X509_get_default_cert_dir_env")
    unsafe systemBundleVariable = try symbols.find("X509_get_default_cert_file_env")
    unsafe copyParameters = try symbols.find("X509_VERIFY_PARAM_set1")
    unsafe setAddress = try symbols.find("X509_VERIFY_PARAM_set1_ip_asc")
    unsafe setFlags = try symbols.find("X509_VERIFY_PARAM_set_flags")
  }

  /// Macros in openssl/x509_vfy.h.
  enum Constant {
    static let applicationRefused: CInt = 50
    /// X509_V_FLAG_PARTIAL_CHAIN: what the user named is trusted, whether or not it is a root.
    static let partialChain: CUnsignedLong = 0x80000
  }

  /// The DER of a certificate.
  func der(of certificate: OpaquePointer?) -> [UInt8] {
    unsafe Self.encoded(certificate, by: encode)
  }

  /// The DER of the certificates in a list (STACK_OF(X509)).
  func der(ofEach list: OpaquePointer?) -> [[UInt8]] {
    guard let list = unsafe list else { return [] }
    return unsafe (0..<count(list)).map { unsafe der(of: element(list, $0)) }
  }

  /// The DER of a certificate's SubjectPublicKeyInfo.
  func publicKeyDER(of certificate: OpaquePointer?) -> [UInt8] {
    unsafe Self.encoded(publicKey(certificate), by: encodePublicKey)
  }

  /// Runs an i2d function: once for the size, once for the bytes.
  static func encoded(
    _ object: OpaquePointer?, by encode: @convention(c) (OpaquePointer?, Bytes?) -> CInt
  ) -> [UInt8] {
    let size = unsafe encode(object, nil)
    guard size > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      var end = buffer.baseAddress
      count = unsafe max(0, Int(encode(object, &end)))
    }
  }
}
