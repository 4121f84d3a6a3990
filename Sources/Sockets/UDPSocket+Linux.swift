#if os(Linux)
  import CNetkit
  import Glibc
  import Platform

  extension UDPSocket {
    static var joinGroup6: Int32 { IPV6_JOIN_GROUP }
    static var membership4: ip_mreqn { ip_mreqn() }

    func setDontFragmentOption() throws(SocketError) {
      switch family {
      case .ipv4: try set(Int32(IPPROTO_IP), IP_MTU_DISCOVER, IP_PMTUDISC_DO)
      case .ipv6: try set(Int32(IPPROTO_IPV6), IPV6_MTU_DISCOVER, IPV6_PMTUDISC_DO)
      }
    }
  }
#endif
