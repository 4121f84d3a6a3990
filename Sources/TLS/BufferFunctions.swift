/// OpenSSL's memory buffers (BIO): where a session's ciphertext comes from and goes to.
@safe
struct BufferFunctions: Sendable {
  let memory: @convention(c) () -> OpaquePointer?
  let new: @convention(c) (OpaquePointer?) -> OpaquePointer?
  let free: @convention(c) (OpaquePointer?) -> CInt
  let read: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, CInt) -> CInt
  let write: @convention(c) (OpaquePointer?, UnsafeRawPointer?, CInt) -> CInt
  let control: @convention(c) (OpaquePointer?, CInt, CLong, UnsafeMutableRawPointer?) -> CLong

  init(_ symbols: SymbolTable) throws(TLSError) {
    unsafe memory = try symbols.find("BIO_s_mem")
    unsafe new = try symbols.find("BIO_new")
    unsafe free = try symbols.find("BIO_free")
    unsafe read = try symbols.find("BIO_read")
    unsafe write = try symbols.find("BIO_write")
    unsafe control = try symbols.find("BIO_ctrl")
  }

  /// BIO_ctrl's commands, macros in openssl/bio.h.
  enum Command {
    static let contents: CInt = 3
    static let pending: CInt = 10
    /// What reading an empty buffer answers; -1 is "try again", not "end".
    static let setEmptyResult: CInt = 130
  }
}
