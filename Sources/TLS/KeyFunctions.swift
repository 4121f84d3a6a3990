/// Making a key and signing with it (EVP).
@safe
struct KeyFunctions: Sendable {
  let newMaker: @convention(c) (CInt, OpaquePointer?) -> OpaquePointer?
  let freeMaker: @convention(c) (OpaquePointer?) -> Void
  let prepareMaker: @convention(c) (OpaquePointer?) -> CInt
  let setMaker:
    @convention(c) (OpaquePointer?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> CInt
  let make: @convention(c) (OpaquePointer?, UnsafeMutablePointer<OpaquePointer?>?) -> CInt
  let free: @convention(c) (OpaquePointer?) -> Void
  let encodePublicKey: @convention(c) (OpaquePointer?, CertificateFunctions.Bytes?) -> CInt

  let newDigest: @convention(c) () -> OpaquePointer?
  let freeDigest: @convention(c) (OpaquePointer?) -> Void
  let prepareSigning:
    @convention(c) (OpaquePointer?, OpaquePointer?, OpaquePointer?, OpaquePointer?, OpaquePointer?)
      -> CInt
  let sign:
    @convention(c) (
      OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int>?,
      UnsafePointer<UInt8>?, Int
    ) -> CInt
  let sha256: @convention(c) () -> OpaquePointer?

  init(_ symbols: SymbolTable) throws(TLSError) {
    unsafe newMaker = try symbols.find("EVP_PKEY_CTX_new_id")
    unsafe freeMaker = try symbols.find("EVP_PKEY_CTX_free")
    unsafe prepareMaker = try symbols.find("EVP_PKEY_keygen_init")
    unsafe setMaker = try symbols.find("EVP_PKEY_CTX_ctrl_str")
    unsafe make = try symbols.find("EVP_PKEY_keygen")
    unsafe free = try symbols.find("EVP_PKEY_free")
    unsafe encodePublicKey = try symbols.find("i2d_PUBKEY")
    unsafe newDigest = try symbols.find("EVP_MD_CTX_new")
    unsafe freeDigest = try symbols.find("EVP_MD_CTX_free")
    unsafe prepareSigning = try symbols.find("EVP_DigestSignInit")
    unsafe sign = try symbols.find("EVP_DigestSign")
    unsafe sha256 = try symbols.find("EVP_sha256")
  }

  /// EVP_PKEY_EC, the NID of id-ecPublicKey.
  static let ellipticCurve: CInt = 408
}
