#if canImport(Darwin)
  import Darwin

  // BSD's addresses carry their length as well.
  extension sockaddr_in {
    static var empty: sockaddr_in {
      var form = sockaddr_in()
      form.sin_len = UInt8(MemoryLayout<sockaddr_in>.size)
      form.sin_family = sa_family_t(AF_INET)
      return form
    }
  }

  extension sockaddr_in6 {
    static var empty: sockaddr_in6 {
      var form = sockaddr_in6()
      form.sin6_len = UInt8(MemoryLayout<sockaddr_in6>.size)
      form.sin6_family = sa_family_t(AF_INET6)
      return form
    }
  }
#endif
