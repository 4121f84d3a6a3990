public import Addressing
public import Sockets

/// IPv4 or IPv6, by the names of the report.
public enum Family: String, Encodable, Hashable, Sendable, CaseIterable {
  case ipv4, ipv6

  public init(_ family: AddressFamily) { self = family == .ipv4 ? .ipv4 : .ipv6 }

  public init(_ address: IPAddress) { self = address.family == 4 ? .ipv4 : .ipv6 }

  public var other: Family { self == .ipv4 ? .ipv6 : .ipv4 }

  /// `IPv4` or `IPv6`, as prose has it.
  public var name: String { self == .ipv4 ? "IPv4" : "IPv6" }
}
