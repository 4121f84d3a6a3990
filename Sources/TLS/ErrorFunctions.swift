/// OpenSSL's error queue, one per thread.
@safe
struct ErrorFunctions: Sendable {
  let get: @convention(c) () -> CUnsignedLong
  let clear: @convention(c) () -> Void
  let reasonText: @convention(c) (CUnsignedLong) -> UnsafePointer<CChar>?

  init(_ symbols: SymbolTable) throws(TLSError) {
    get = try symbols.find("ERR_get_error")
    clear = try symbols.find("ERR_clear_error")
    unsafe reasonText = try symbols.find("ERR_reason_error_string")
  }
}
