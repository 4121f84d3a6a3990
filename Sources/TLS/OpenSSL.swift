import Platform

/// The system's OpenSSL, opened at run time: nothing of it is linked, nothing loads until this is made.
///
/// A class, because contexts and sessions share one table of some hundred function pointers. It holds
/// no state; OpenSSL's own is per thread (errors) or per object.
public final class OpenSSL: Sendable {
  /// What was opened: `libssl.so.3`, or the path that was asked for.
  public let name: String

  /// What the library calls itself: `OpenSSL 3.0.22 25 Aug 2026`.
  public let version: String

  let errors: ErrorFunctions
  let contexts: ContextFunctions
  let sessions: SessionFunctions
  let buffers: BufferFunctions
  let certificates: CertificateFunctions
  let keys: KeyFunctions

  /// Since 3.0 an error number is divided otherwise than before.
  private let hasWideErrors: Bool

  /// Opens the library at `path`, or the first of the usual names (libssl.so.3, .so.4, .so.1.1; on
  /// Darwin Homebrew's).
  /// - Throws: `libraryNotFound`, `symbolMissing`, or `libraryTooOld` below 1.1.1.
  public init(path: String? = nil) throws(TLSError) {
    let symbols = try SymbolTable(firstOf: path.map { [$0] } ?? Self.usualNames)
    let number: @convention(c) () -> CUnsignedLong = try symbols.find("OpenSSL_version_num")
    let text: @convention(c) (CInt) -> UnsafePointer<CChar>? =
      try unsafe symbols.find("OpenSSL_version")
    name = symbols.name
    version = unsafe text(0).map { unsafe String(cString: $0) } ?? "unknown version"
    hasWideErrors = number() >= 0x3000_0000
    guard number() >= 0x1010_1000 else {
      throw .libraryTooOld(version, library: symbols.name)
    }
    errors = try ErrorFunctions(symbols)
    contexts = try ContextFunctions(symbols)
    sessions = try SessionFunctions(symbols)
    buffers = try BufferFunctions(symbols)
    certificates = try CertificateFunctions(symbols)
    keys = try KeyFunctions(symbols)
  }

  /// Takes this thread's earliest error off OpenSSL's queue, the most specific one, and empties it.
  func takeFailure() -> LibraryFailure {
    let code = errors.get()
    defer { errors.clear() }
    guard code != 0 else {
      return LibraryFailure(source: .other(0), reason: 0, text: "no reason given")
    }
    let (source, reason) = divided(code)
    if source == .system {
      let error = SystemError("open", Int32(truncatingIfNeeded: reason))
      return LibraryFailure(source: source, reason: reason, text: error.message)
    }
    let text = unsafe errors.reasonText(code).map { unsafe String(cString: $0) }
    return LibraryFailure(source: source, reason: reason, text: text ?? "error \(code)")
  }

  /// ERR_GET_LIB and ERR_GET_REASON, which are macros: 8 and 12 bits in 1.1.1, 8 and 23 since 3.0,
  /// where bit 31 marks an errno.
  private func divided(_ code: CUnsignedLong) -> (LibraryFailure.Source, Int) {
    guard hasWideErrors else {
      return (.init(number: Int(code >> 24 & 0xff)), Int(code & 0xfff))
    }
    if code & 0x8000_0000 != 0 { return (.system, Int(code & 0x7fff_ffff)) }
    return (.init(number: Int(code >> 23 & 0xff)), Int(code & 0x7f_ffff))
  }
}
