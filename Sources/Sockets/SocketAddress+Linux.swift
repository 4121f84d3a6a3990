#if os(Linux)
  import Glibc

  extension sockaddr_in {
    /// All zero but for the family.
    static var empty: sockaddr_in {
      var form = sockaddr_in()
      form.sin_family = sa_family_t(AF_INET)
      return form
    }
  }

  extension sockaddr_in6 {
    static var empty: sockaddr_in6 {
      var form = sockaddr_in6()
      form.sin6_family = sa_family_t(AF_INET6)
      return form
    }
  }
#endif
