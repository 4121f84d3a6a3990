#if os(Linux)
  import CNetkit
  import Glibc

  extension UDPSocket {
    /// Refuses to fragment, and forgets what the kernel has learnt of the path: a datagram as long as
    /// the interface takes goes out, so that the path itself must answer (ip(7), IP_PMTUDISC_PROBE).
    public func setPathProbing() throws(SocketError) {
      switch family {
      case .ipv4: try set(Int32(IPPROTO_IP), IP_MTU_DISCOVER, IP_PMTUDISC_PROBE)
      case .ipv6: try set(Int32(IPPROTO_IPV6), IPV6_MTU_DISCOVER, IPV6_PMTUDISC_PROBE)
      }
    }
  }
#endif
