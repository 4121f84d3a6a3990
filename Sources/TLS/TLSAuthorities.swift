#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Whose certificates are trusted.
public enum TLSAuthorities: Hashable, Sendable {
  /// What the system's OpenSSL trusts: its hashed directory, then its bundle. SSL_CERT_DIR and
  /// SSL_CERT_FILE, which OpenSSL itself reads, replace them.
  case system
  /// A PEM file, a directory hashed by `openssl rehash`, or both, and nothing else. A certificate
  /// that is no root is trusted too.
  case named(file: String?, directory: String?)

  /// What is at a path: a PEM file, or a hashed directory.
  public static func at(_ path: String) -> TLSAuthorities {
    var facts = stat()
    let isDirectory = unsafe stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    return isDirectory ? .named(file: nil, directory: path) : .named(file: path, directory: nil)
  }
}
