import Addressing
import Platform
import Sockets

/// Reads the kernel's tables: which way out there is, and from which address.
enum LocalEvidence {
  /// Sends nothing. `destination` decides between several ways out; nil for any place outside.
  static func path(
    _ family: Family, to destination: SocketAddress? = nil, options: SocketOptions
  ) -> LocalPath {
    var path = LocalPath(family: family)
    let interfaces = (try? NetworkState.interfaces()) ?? []
    let names = Dictionary(interfaces.map { ($0.index, $0) }) { first, _ in first }
    let routes = (try? NetworkState.defaultRoutes(family.sockets)) ?? []
    path.defaultRoutes = routes.flatMap { route in
      route.hops.map { hop in
        let interface = names[hop.interfaceIndex]
        return LocalPath.DefaultRoute(
          gateway: hop.gateway, interface: interface?.name ?? "\(hop.interfaceIndex)",
          interfaceKind: interface?.kind, isTunnel: interface.map(isTunnel) ?? false,
          metric: route.metric)
      }
    }
    if let wanted = options.interface {
      path.defaultRoutes.removeAll { $0.interface != wanted }
    }
    do throws(SystemError) {
      let target = destination ?? family.outside
      let source = try SourceSelection.source(for: target, options: options)
      path.source = source.address
      path.sourceClass = SourceClass(source.address)
      // The route in use may be another than the best default one, for a server on the same link.
      let index = (try? NetworkState.route(to: target))?.hops.first?.interfaceIndex
      let interface =
        options.interface.map { name in interfaces.first { $0.name == name } }
        ?? index.flatMap { names[$0] }
      path.interface = interface?.name ?? path.defaultRoutes.first?.interface
      path.isTunnel = interface.map(isTunnel) ?? false
    } catch {
      path.failure = error.message
    }
    return path
  }

  /// Every address of this host: one of them as the mapped address means that nothing translated.
  static func ownAddresses() -> Set<IPAddress> {
    Set(((try? NetworkState.addresses()) ?? []).map(\.address))
  }

  /// Virtual links that carry packets to somewhere else. PPP is left out: with it most DSL lines
  /// reach their provider.
  private static func isTunnel(_ interface: NetworkInterface) -> Bool {
    let kinds: Set = [
      "tun", "wireguard", "ipip", "sit", "gre", "ip6gre", "ip6tnl", "vti", "vti6", "xfrm",
    ]
    if let kind = interface.kind { return kinds.contains(kind) }
    return ["tun", "utun", "wg", "tailscale", "ipsec"].contains { interface.name.hasPrefix($0) }
  }
}

extension Family {
  var sockets: AddressFamily {
    switch self {
    case .ipv4: .ipv4
    case .ipv6: .ipv6
    }
  }

  /// A place that is on nobody's link, for questions to the routing table: 192.0.2.1 and 2001:db8::1
  /// (RFC 5737, RFC 3849). Nothing is ever sent there.
  var outside: SocketAddress {
    switch self {
    case .ipv4: SocketAddress(.v4(IPv4Address(192, 0, 2, 1)), port: 9)
    case .ipv6: SocketAddress(.v6(IPv6Address(high: 0x2001_0DB8_0000_0000, low: 1)), port: 9)
    }
  }
}
