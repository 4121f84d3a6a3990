import Addressing
import Platform
import Sockets

/// What this machine knows by itself: kernel, interfaces, addresses, default routes. Nobody is asked.
struct LocalState: Sendable {
  private(set) var facts = DualStackFacts()
  /// The interfaces' names by their numbers.
  private var names: [UInt32: String] = [:]
  /// Every address of this machine.
  private(set) var own: Set<IPAddress> = []

  /// Where the kernel's switches are, for tests to put others there.
  static let switches = "/proc/sys/net/ipv6"

  static func read(switches: String = LocalState.switches) throws(SystemError) -> LocalState {
    var state = LocalState()
    try state.readInterfaces(switches)
    state.readKernel(switches)
    state.readRoutes()
    return state
  }

  private mutating func readInterfaces(_ switches: String) throws(SystemError) {
    let addresses = try NetworkState.addresses()
    own = Set(addresses.map(\.address))
    for interface in try NetworkState.interfaces() {
      names[interface.index] = interface.name
      guard interface.isUp, !interface.isLoopback else { continue }
      let here = addresses.filter { $0.interfaceIndex == interface.index }.map { address in
        AddressFacts(
          address: address.address, prefix: address.prefixLength, interface: interface.name,
          flags: address.flags, preferredS: address.preferredLifetime?.components.seconds,
          validS: address.validLifetime?.components.seconds)
      }
      facts.interfaces.append(
        InterfaceFacts(
          name: interface.name, mtu: interface.mtu, kind: interface.kind,
          ipv6Disabled: Self.flag("\(switches)/conf/\(interface.name)/disable_ipv6"),
          addresses: here))
    }
  }

  private mutating func readKernel(_ switches: String) {
    facts.kernel.disabledForAll = Self.flag("\(switches)/conf/all/disable_ipv6")
    facts.kernel.bindv6only = Self.flag("\(switches)/bindv6only")
    do {
      _ = try SourceSelection.source(for: .loopback(.ipv6, port: 9))
    } catch {
      facts.kernel.supported = error.symbol != "EAFNOSUPPORT"
    }
    let states = facts.interfaces.map { $0.ipv6Disabled ?? false }
    facts.kernel.disabled =
      states.isEmpty ? facts.kernel.disabledForAll ?? false : states.allSatisfy { $0 }
  }

  private mutating func readRoutes() {
    for family in AddressFamily.allCases {
      let all = (try? NetworkState.routes(family)) ?? []
      // Linux keeps a route of the highest metric on the loopback interface that refuses the rest.
      let defaults = all.filter {
        $0.prefixLength == 0 && $0.table != 255 && $0.metric != .max
      }
      for route in defaults.sorted(by: { $0.metric < $1.metric }) {
        let kind = Self.kind(of: route.kind)
        // One line for each hop; a route that refuses has none.
        let hops = kind == .unicast ? route.hops : []
        let ways = hops.isEmpty ? [nil] : hops.map(Optional.some)
        for hop in ways {
          facts.routes.append(
            RouteFacts(
              family: Family(family), kind: kind, gateway: hop?.gateway,
              interface: hop.flatMap { names[$0.interfaceIndex] }, metric: route.metric,
              origin: Self.origin(of: route.origin),
              expiresS: route.expires?.components.seconds))
        }
      }
    }
  }

  /// What is known of the gateways now, after all that was tried.
  mutating func readNeighbours() {
    let table = NeighbourTable()
    for index in facts.routes.indices {
      guard let gateway = facts.routes[index].gateway else { continue }
      facts.routes[index].neighbour = table[gateway]
    }
  }

  mutating func edit(_ body: (inout DualStackFacts) -> Void) { body(&facts) }

  /// The next hop to an address; nil where the kernel knows none.
  static func hop(to address: SocketAddress) -> (gateway: IPAddress?, interface: String?)? {
    guard let route = try? NetworkState.route(to: address), let hop = route.hops.first else {
      return nil
    }
    return (hop.gateway, SystemCalls.interfaceName(index: hop.interfaceIndex))
  }

  /// The largest packet that the interface towards an address takes.
  func linkMTU(to address: SocketAddress) -> Int {
    let name = Self.hop(to: address)?.interface
    return facts.interfaces.first { $0.name == name }.map { Int($0.mtu) } ?? 1500
  }

  // MARK: The kernel's words

  /// A switch of the kernel; nil where there is none.
  private static func flag(_ path: String) -> Bool? {
    do throws(SystemError) {
      var reader = try FileReader(path: path, capacity: 64)
      return try reader.readAll(limit: 64).first.map { $0 != UInt8(ascii: "0") }
    } catch {
      return nil
    }
  }

  private static func kind(of kind: Route.Kind) -> RouteFacts.Kind {
    switch kind {
    case .unicast: .unicast
    case .blackhole: .blackhole
    case .unreachable: .unreachable
    case .prohibited: .prohibit
    case .local, .broadcast, .anycast, .multicast, .other: .other
    }
  }

  private static func origin(of origin: Route.Origin) -> RouteFacts.Origin {
    switch origin {
    case .kernel: .kernel
    case .routerAdvertisement: .ra
    case .dhcp: .dhcp
    case .manual: .manual
    case .boot: .boot
    case .other: .other
    }
  }
}

/// The neighbours of all links, read once.
struct NeighbourTable {
  private var states: [IPAddress: NeighbourState] = [:]

  init() {
    for neighbour in (try? NetworkState.neighbours()) ?? [] {
      let state = NeighbourState(neighbour.state)
      // The same link-local address may be on two links: the one that answers counts.
      if let known = states[neighbour.address], !known.isSilent { continue }
      states[neighbour.address] = state
    }
  }

  subscript(address: IPAddress) -> NeighbourState { states[address] ?? .unknown }
}
