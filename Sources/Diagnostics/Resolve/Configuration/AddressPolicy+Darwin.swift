#if canImport(Darwin)
  extension AddressPolicy {
    /// Darwin keeps its table in the kernel (ip6addrctl(8)); the RFC's is what it starts with.
    static func ofThisSystem(_ file: () -> String) -> AddressPolicy { .standard }
  }
#endif
