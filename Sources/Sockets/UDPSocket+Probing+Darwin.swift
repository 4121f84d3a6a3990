#if canImport(Darwin)
  import Darwin

  extension UDPSocket {
    /// Refuses to fragment; Darwin keeps no path MTU for datagrams.
    public func setPathProbing() throws(SocketError) {
      switch family {
      case .ipv4: try set(Int32(IPPROTO_IP), IP_DONTFRAG, 1)
      // IPV6_DONTFRAG, which <netinet6/in6.h> hides without __APPLE_USE_RFC_3542.
      case .ipv6: try set(Int32(IPPROTO_IPV6), 62, 1)
      }
    }
  }
#endif
