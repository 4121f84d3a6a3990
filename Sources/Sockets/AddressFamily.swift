#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// IPv4 or IPv6.
public enum AddressFamily: UInt8, Hashable, Sendable, CaseIterable {
  case ipv4 = 4
  case ipv6 = 6

  /// AF_INET or AF_INET6.
  var number: Int32 {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    }
  }

  /// The level of the family's socket options.
  var level: Int32 {
    switch self {
    case .ipv4: Int32(IPPROTO_IP)
    case .ipv6: Int32(IPPROTO_IPV6)
    }
  }

  public init?(number: Int32) {
    switch number {
    case AF_INET: self = .ipv4
    case AF_INET6: self = .ipv6
    default: return nil
    }
  }
}
