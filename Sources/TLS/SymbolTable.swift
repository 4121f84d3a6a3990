#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An opened shared library, asked for its functions by name. It stays open until the process ends.
@safe
struct SymbolTable {
  /// The file name or path that opened.
  let name: String
  private let handle: UnsafeMutableRawPointer

  /// Opens the first of `names` that opens.
  /// - Throws: `libraryNotFound` with what the dynamic linker said about each name.
  init(firstOf names: [String]) throws(TLSError) {
    var attempts: [TLSError.Attempt] = []
    for name in names {
      if let opened = unsafe dlopen(name, RTLD_LAZY | RTLD_LOCAL) {
        self.name = name
        unsafe handle = opened
        return
      }
      let reason = unsafe dlerror().map { unsafe String(cString: $0) } ?? "unknown reason"
      attempts.append(TLSError.Attempt(name: name, reason: reason))
    }
    throw .libraryNotFound(attempts)
  }

  /// The function of one of `names`, the first that the library or one it depends on has: libcrypto
  /// is found through libssl. `Function` has to be its C type.
  /// - Throws: `symbolMissing` with the first of `names`.
  func find<Function>(_ names: String...) throws(TLSError) -> Function {
    for name in names {
      if let address = unsafe dlsym(handle, name) {
        return unsafe unsafeBitCast(address, to: Function.self)
      }
    }
    throw .symbolMissing(names[0], library: name)
  }
}
