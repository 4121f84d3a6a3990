/// The addresses of a prefix that can be given to hosts.
public struct HostRange<Address: InternetAddress>: Hashable, Sendable {
  public let range: AddressRange<Address>

  @inlinable
  init(range: AddressRange<Address>) { self.range = range }

  @inlinable
  public var first: Address { range.first }

  @inlinable
  public var last: Address { range.last }
  public var count: AddressCount { range.count }

  /// The place of a host among them, from 1; nil for an address that is none of them.
  public func index(of address: Address) -> AddressCount? {
    range.contains(address)
      ? AddressRange(first: range.first, last: address).count : nil
  }
}

extension Prefix {
  /// The usable addresses. In IPv4 the network and broadcast addresses are not, except that a /31
  /// has two hosts (RFC 3021) and a /32 one. In IPv6 the subnet-router anycast address is not (RFC
  /// 4291 §2.6.1), except in a /127 (RFC 6164) and a /128.
  @inlinable
  public var hosts: HostRange<Address> {
    guard hostBits > 1 else { return HostRange(range: range) }
    let first = Address(bits: network.bits | 1)
    let last = broadcast.map { Address(bits: $0.bits - 1) } ?? last
    return HostRange(range: AddressRange(first: first, last: last))
  }

  /// The directed broadcast address; nil in IPv6 and in an IPv4 /31 or /32, which have none.
  @inlinable
  public var broadcast: Address? {
    Address.width == IPv4Address.width && hostBits > 1 ? last : nil
  }

  /// What an address inside the prefix is there.
  public func role(of address: Address) -> AddressRole {
    switch address.wrapped {
    case .v4(let address):
      switch AddressClass(of: address) {
      case .a, .b, .c: break
      case .d: return .group
      case .e: return address == .highest ? .broadcast : .reserved
      }
      guard hostBits > 1 else { return .host }
      if address.bits & IPv4Address.Bits(truncatingIfNeeded: ~Self.maskBits(length)) == 0 {
        return .network
      }
      return address.wrapped == broadcast?.wrapped ? .broadcast : .host
    case .v6(let address):
      if address.isMulticast { return .group }
      return hostBits > 1 && address.wrapped == network.wrapped ? .subnetRouterAnycast : .host
    }
  }
}

/// What an address is in its network.
public enum AddressRole: String, Hashable, Sendable, Encodable {
  case host
  case network
  case broadcast
  /// All routers of an IPv6 subnet (RFC 4291 §2.6.1).
  case subnetRouterAnycast = "subnet_router_anycast"
  /// A multicast group.
  case group
  /// Class E: no host has ever had one.
  case reserved
}

extension IPPrefix {
  public var hosts: IPRange {
    switch self {
    case .v4(let prefix): .v4(prefix.hosts.range)
    case .v6(let prefix): .v6(prefix.hosts.range)
    }
  }

  /// Nil in IPv6 and in an IPv4 /31 or /32.
  public var broadcast: IPAddress? {
    guard case .v4(let prefix) = self else { return nil }
    return prefix.broadcast.map { .v4($0) }
  }

  /// The place of a host among `hosts`, from 1; nil for an address that is none of them.
  public func hostIndex(of address: IPAddress) -> AddressCount? {
    switch (self, address) {
    case (.v4(let prefix), .v4(let address)): prefix.hosts.index(of: address)
    case (.v6(let prefix), .v6(let address)): prefix.hosts.index(of: address)
    case (.v4, .v6), (.v6, .v4): nil
    }
  }

  /// What the address is in this prefix; nil for one of the other family.
  public func role(of address: IPAddress) -> AddressRole? {
    switch (self, address) {
    case (.v4(let prefix), .v4(let address)): prefix.role(of: address)
    case (.v6(let prefix), .v6(let address)): prefix.role(of: address)
    case (.v4, .v6), (.v6, .v4): nil
    }
  }
}

extension IPv6Address {
  /// ff00::/8
  @inlinable
  public var isMulticast: Bool { bits >> 120 == 0xff }
}
