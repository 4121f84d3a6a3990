public import Addressing

/// By what a C library orders the addresses of a name: its tables, and how it departs from RFC 6724.
public struct AddressPolicy: Hashable, Sendable {
  /// The scope of IPv4 addresses in a prefix (RFC 6724 §3.2).
  public struct ScopeEntry: Hashable, Sendable {
    public var prefix: IPv4Prefix
    public var scope: AddressScope

    public init(_ prefix: IPv4Prefix, _ scope: AddressScope) {
      self.prefix = prefix
      self.scope = scope
    }
  }

  /// The departures from RFC 6724 §6 that no table shows.
  public enum Algorithm: Hashable, Sendable {
    /// glibc: rule 9 counts for IPv4 only where source and destination share a subnet.
    case glibc
    /// musl: rules 3, 4 and 7 are missing; rule 9 counts across families.
    case musl
    /// As the RFC has it.
    case standard
  }

  /// `glibc-default`, `gai.conf`, `musl`, `rfc6724`.
  public var name: String
  public var labels: PolicyTable
  public var precedences: PolicyTable
  public var scopes: [ScopeEntry]
  public var algorithm: Algorithm

  public init(
    name: String, labels: PolicyTable, precedences: PolicyTable, scopes: [ScopeEntry],
    algorithm: Algorithm
  ) {
    self.name = name
    self.labels = labels
    self.precedences = precedences
    self.scopes = scopes
    self.algorithm = algorithm
  }

  public func label(of address: IPAddress) -> Int { labels.value(for: address) ?? 1 }

  public func precedence(of address: IPAddress) -> Int { precedences.value(for: address) ?? 40 }

  public func scope(of address: IPAddress) -> AddressScope {
    switch address {
    case .v4(let four): scopes.first { $0.prefix.contains(four) }?.scope ?? .global
    case .v6(let six): AddressScope(six)
    }
  }
}

extension AddressPolicy {
  /// RFC 6724 §3.2, and what all libraries do: loopback counts as link-local.
  static let usualScopes = [
    ScopeEntry(IPv4Prefix(containing: IPv4Address(bits: 0xA9FE_0000), length: 16), .linkLocal),
    ScopeEntry(IPv4Prefix(containing: IPv4Address(bits: 0x7F00_0000), length: 8), .linkLocal),
    ScopeEntry(.everything, .global),
  ]

  /// What glibc has built in (sysdeps/posix/getaddrinfo.c): RFC 3484's table with two labels more.
  public static let glibc = AddressPolicy(
    name: "glibc-default",
    labels: PolicyTable([
      .init(.loopbackAddress, 0), .init(IPv6Prefix(0x2002, length: 16), 2),
      .init(.compatibleIPv4, 3), .init(.mappedIPv4, 4),
      .init(IPv6Prefix(0xFEC0, length: 10), 5), .init(IPv6Prefix(0xFC00, length: 7), 6),
      .init(IPv6Prefix(0x2001, length: 32), 7), .init(.everything, 1),
    ]),
    precedences: PolicyTable([
      .init(.loopbackAddress, 50), .init(IPv6Prefix(0x2002, length: 16), 30),
      .init(.compatibleIPv4, 20), .init(.mappedIPv4, 10), .init(.everything, 40),
    ]),
    scopes: usualScopes, algorithm: .glibc)

  /// RFC 6724 §2.1.
  public static let standard = AddressPolicy(
    name: "rfc6724",
    labels: PolicyTable([
      .init(.loopbackAddress, 0), .init(.everything, 1), .init(.mappedIPv4, 4),
      .init(IPv6Prefix(0x2002, length: 16), 2), .init(IPv6Prefix(0x2001, length: 32), 5),
      .init(IPv6Prefix(0xFC00, length: 7), 13), .init(.compatibleIPv4, 3),
      .init(IPv6Prefix(0xFEC0, length: 10), 11), .init(IPv6Prefix(0x3FFE, length: 16), 12),
    ]),
    precedences: PolicyTable([
      .init(.loopbackAddress, 50), .init(.everything, 40), .init(.mappedIPv4, 35),
      .init(IPv6Prefix(0x2002, length: 16), 30), .init(IPv6Prefix(0x2001, length: 32), 5),
      .init(IPv6Prefix(0xFC00, length: 7), 3), .init(.compatibleIPv4, 1),
      .init(IPv6Prefix(0xFEC0, length: 10), 1), .init(IPv6Prefix(0x3FFE, length: 16), 1),
    ]),
    scopes: usualScopes, algorithm: .standard)

  /// musl's src/network/lookup_name.c: RFC 6724 without the rows of what is no longer in use.
  public static let musl = AddressPolicy(
    name: "musl",
    labels: PolicyTable([
      .init(.loopbackAddress, 0), .init(.mappedIPv4, 4), .init(IPv6Prefix(0x2002, length: 16), 2),
      .init(IPv6Prefix(0x2001, length: 32), 5), .init(IPv6Prefix(0xFC00, length: 7), 13),
      .init(.everything, 1),
    ]),
    precedences: PolicyTable([
      .init(.loopbackAddress, 50), .init(.mappedIPv4, 35),
      .init(IPv6Prefix(0x2002, length: 16), 30), .init(IPv6Prefix(0x2001, length: 32), 5),
      .init(IPv6Prefix(0xFC00, length: 7), 3), .init(.everything, 40),
    ]),
    scopes: usualScopes, algorithm: .musl)
}
