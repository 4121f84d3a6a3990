import Addressing

/// The messages of rtnetlink(7) as values. Pure: bytes in, nil for what is cut short.
enum NetlinkDecoding {
  /// struct ifinfomsg and its attributes.
  static func interface(_ payload: ArraySlice<UInt8>) -> NetworkInterface? {
    var reader = NetlinkReader(payload)
    guard reader.take(4) != nil, let index = reader.read(UInt32.self),
      let flags = reader.read(UInt32.self), reader.take(4) != nil
    else { return nil }
    let attributes = reader.attributes()
    // IFLA_IFNAME, IFLA_ADDRESS, IFLA_MTU, IFLA_LINKINFO with IFLA_INFO_KIND.
    guard let name = attributes[3]?.text else { return nil }
    return NetworkInterface(
      index: index, name: name, mtu: attributes[4]?.number32 ?? 0, isUp: flags & 0x1 != 0,
      isRunning: flags & 0x40 != 0, isLoopback: flags & 0x8 != 0,
      isPointToPoint: flags & 0x10 != 0, supportsBroadcast: flags & 0x2 != 0,
      supportsMulticast: flags & 0x1000 != 0,
      hardwareAddress: Array(attributes[1]?.bytes ?? []),
      kind: attributes[18]?.attributes()[1]?.text)
  }

  /// struct ifaddrmsg and its attributes.
  static func address(_ payload: ArraySlice<UInt8>) -> InterfaceAddress? {
    var reader = NetlinkReader(payload)
    guard reader.take(1) != nil, let prefixLength = reader.read(UInt8.self),
      let oldFlags = reader.read(UInt8.self), let scope = reader.read(UInt8.self),
      let index = reader.read(UInt32.self)
    else { return nil }
    let attributes = reader.attributes()
    // IFA_LOCAL is ours and IFA_ADDRESS the peer's; alone, IFA_ADDRESS is ours.
    guard let address = (attributes[2] ?? attributes[1])?.address else { return nil }
    let other = attributes[1]?.address
    var preferred: UInt32?
    var valid: UInt32?
    if var lifetimes = attributes[6] {
      preferred = lifetimes.read(UInt32.self)
      valid = lifetimes.read(UInt32.self)
    }
    return InterfaceAddress(
      interfaceIndex: index, address: address, prefixLength: Int(prefixLength),
      peer: other == address ? nil : other, broadcast: attributes[4]?.address,
      scope: addressScope(scope),
      flags: .init(rawValue: attributes[8]?.number32 ?? UInt32(oldFlags)),
      preferredLifetime: lifetime(preferred), validLifetime: lifetime(valid))
  }

  private static func addressScope(_ number: UInt8) -> InterfaceAddress.Scope {
    switch number {
    case 0: .global
    case 200: .site
    case 253: .link
    case 254: .host
    default: .other(number)
    }
  }

  // All ones are for ever (RFC 4861 §4.6.2).
  private static func lifetime(_ seconds: UInt32?) -> Duration? {
    seconds.flatMap { $0 == .max ? nil : .seconds(Int64($0)) }
  }

  /// struct rtmsg and its attributes.
  static func route(_ payload: ArraySlice<UInt8>) -> Route? {
    var reader = NetlinkReader(payload)
    guard let number = reader.read(UInt8.self), let length = reader.read(UInt8.self),
      reader.take(2) != nil, let table = reader.read(UInt8.self),
      let origin = reader.read(UInt8.self), reader.take(1) != nil,
      let kind = reader.read(UInt8.self), reader.take(4) != nil,
      let family = AddressFamily(number: Int32(number))
    else { return nil }
    let attributes = reader.attributes()
    let nowhere: IPAddress =
      family == .ipv4 ? .v4(IPv4Address(bits: 0)) : .v6(IPv6Address(bits: 0))
    var expires: Duration?
    if var cache = attributes[12], cache.take(8) != nil,
      let ticks = cache.read(UInt32.self), ticks > 0
    {
      // rta_expires counts USER_HZ, which is 100 everywhere.
      expires = .milliseconds(Int64(Int32(bitPattern: ticks)) * 10)
    }
    return Route(
      family: family, destination: attributes[1]?.address ?? nowhere, prefixLength: Int(length),
      hops: hops(attributes), preferredSource: attributes[7]?.address,
      metric: attributes[6]?.number32 ?? 0, table: attributes[15]?.number32 ?? UInt32(table),
      kind: routeKind(kind), origin: routeOrigin(origin), expires: expires)
  }

  private static func hops(_ attributes: [Int: NetlinkReader]) -> [Route.Hop] {
    if let index = attributes[4]?.number32 {
      return [Route.Hop(gateway: gateway(attributes), interfaceIndex: index)]
    }
    // RTA_MULTIPATH: one struct rtnexthop with attributes after another.
    guard var rest = attributes[9] else { return [] }
    var hops: [Route.Hop] = []
    while let length = rest.read(UInt16.self), rest.take(2) != nil,
      let index = rest.read(UInt32.self), let tail = rest.take(Int(length) - 8)
    {
      let inner = NetlinkReader(tail).attributes()
      hops.append(Route.Hop(gateway: gateway(inner), interfaceIndex: index))
      _ = rest.take(min(-Int(length) & 3, rest.bytes.count))
    }
    return hops
  }

  /// RTA_GATEWAY, or RTA_VIA for a gateway of the other family (RFC 5549).
  private static func gateway(_ attributes: [Int: NetlinkReader]) -> IPAddress? {
    if let gateway = attributes[5]?.address { return gateway }
    guard var via = attributes[18], via.take(2) != nil else { return nil }
    return via.address
  }

  private static func routeKind(_ number: UInt8) -> Route.Kind {
    switch number {
    case 1: .unicast
    case 2: .local
    case 3: .broadcast
    case 4: .anycast
    case 5: .multicast
    case 6: .blackhole
    case 7: .unreachable
    case 8: .prohibited
    default: .other(number)
    }
  }

  private static func routeOrigin(_ number: UInt8) -> Route.Origin {
    switch number {
    case 2: .kernel
    case 3: .boot
    case 4: .manual
    case 9: .routerAdvertisement
    case 16: .dhcp
    default: .other(number)
    }
  }

  /// struct ndmsg and its attributes; nil also for entries of a bridge.
  static func neighbour(_ payload: ArraySlice<UInt8>) -> Neighbour? {
    var reader = NetlinkReader(payload)
    guard let family = reader.read(UInt8.self), AddressFamily(number: Int32(family)) != nil,
      reader.take(3) != nil, let index = reader.read(UInt32.self),
      let state = reader.read(UInt16.self), let flags = reader.read(UInt8.self),
      reader.take(1) != nil
    else { return nil }
    let attributes = reader.attributes()
    guard let address = attributes[1]?.address else { return nil }
    return Neighbour(
      interfaceIndex: index, address: address,
      hardwareAddress: Array(attributes[2]?.bytes ?? []), state: neighbourState(state),
      isRouter: flags & 0x80 != 0)
  }

  private static func neighbourState(_ bits: UInt16) -> Neighbour.State {
    switch bits {
    case 0x01: .incomplete
    case 0x02: .reachable
    case 0x04: .stale
    case 0x08: .delay
    case 0x10: .probe
    case 0x20: .failed
    case 0x40: .noARP
    case 0x80: .permanent
    default: .none
    }
  }
}
