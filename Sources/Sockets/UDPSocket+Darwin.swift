#if canImport(Darwin)
  import Darwin
  import Platform

  extension UDPSocket {
    static var joinGroup6: Int32 { IPV6_JOIN_GROUP }
    static var membership4: ip_mreqn { ip_mreqn() }

    func setDontFragmentOption() throws(SocketError) {
      switch family {
      case .ipv4: try set(Int32(IPPROTO_IP), IP_DONTFRAG, 1)
      case .ipv6: try set(Int32(IPPROTO_IPV6), 62, 1)
      }
    }
  }
#endif
