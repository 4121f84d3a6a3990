/// An address of either family. IPv4 orders before IPv6.
public enum IPAddress: Hashable, Sendable {
  case v4(IPv4Address)
  case v6(IPv6Address)
}
