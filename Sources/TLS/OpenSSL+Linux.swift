#if !canImport(Darwin)
  extension OpenSSL {
    /// Version 3 first, the one that current systems ship; then its successor and predecessor.
    static let usualNames = ["libssl.so.3", "libssl.so.4", "libssl.so.1.1"]

    /// What to install where none of them opens.
    static let installation =
      "install OpenSSL (Debian, Ubuntu: apt install libssl3; Fedora: dnf install openssl-libs; "
      + "Alpine: apk add libssl3), or name its libssl in NETKIT_LIBSSL"
  }
#endif
