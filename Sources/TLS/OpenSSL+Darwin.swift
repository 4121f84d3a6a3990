#if canImport(Darwin)
  extension OpenSSL {
    /// Homebrew's and MacPorts' places. Never the unversioned `libssl.dylib`: macOS ends a process
    /// that opens it.
    static let usualNames = [
      "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib",
      "/usr/local/opt/openssl@3/lib/libssl.3.dylib",
      "/opt/local/lib/libssl.3.dylib",
      "libssl.3.dylib",
    ]

    /// What to install where none of them opens.
    static let installation =
      "install OpenSSL (brew install openssl@3), or name its libssl in NETKIT_LIBSSL"
  }
#endif
