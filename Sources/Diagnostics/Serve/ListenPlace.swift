public import Addressing
public import Sockets

/// Where a user wants a server: a port, perhaps at one address.
public struct ListenPlace: Hashable, Sendable {
  public enum Host: Hashable, Sendable {
    /// As far as the server reaches.
    case everywhere
    /// All addresses of this host, of both families.
    case any
    /// 127.0.0.1 and ::1, whatever the hosts file says (RFC 6761 §6.3).
    case localhost
    case address(ScopedAddress)
  }

  /// How far a server reaches that was given no address.
  public enum Reach: Sendable {
    /// This host only.
    case loopback
    /// All addresses of this host.
    case any
  }

  public var host: Host
  /// 0: the kernel chooses.
  public var port: UInt16

  public init(_ host: Host = .everywhere, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// The sockets that make up the place. They share one port.
  public struct Group: Hashable, Sendable {
    public var addresses: [SocketAddress]
    /// Whether one of them may be missing, where the host has one family only.
    public var mayMiss: Bool
  }

  /// One socket for each family: an IPv6 socket that takes IPv4 as well would show IPv4 clients in
  /// IPv6's clothes, and is refused by some systems.
  ///
  /// - Throws: ENODEV for a zone that is no interface.
  public func group(
    _ reach: Reach, family: AddressFamily?
  ) throws(SocketError) -> Group {
    let families = family.map { [$0] } ?? [.ipv6, .ipv4]
    switch host {
    case .address(let address):
      return Group(addresses: [try SocketAddress(address, port: port)], mayMiss: false)
    case .localhost:
      return Group(
        addresses: families.map { .loopback($0, port: port) }, mayMiss: families.count > 1)
    case .everywhere, .any:
      let addresses = families.map { (family) -> SocketAddress in
        reach == .any || host == .any
          ? .any(family, port: port) : .loopback(family, port: port)
      }
      return Group(addresses: addresses, mayMiss: families.count > 1)
    }
  }
}
