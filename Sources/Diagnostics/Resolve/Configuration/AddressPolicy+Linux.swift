#if os(Linux) && canImport(Musl)
  extension AddressPolicy {
    /// The policy of the C library that this program runs with; musl reads no file.
    static func ofThisSystem(_ file: () -> String) -> AddressPolicy { .musl }
  }
#elseif os(Linux)
  extension AddressPolicy {
    /// The policy of the C library that this program runs with.
    static func ofThisSystem(_ file: () -> String) -> AddressPolicy {
      GaiConfiguration.policy(file())
    }
  }
#endif
