#if canImport(Darwin)
  import Addressing
  import Darwin
  public import Platform

  // getifaddrs(3) has interfaces and addresses; the routing socket is not read yet.
  extension NetworkState {
    public static func interfaces() throws(SystemError) -> [NetworkInterface] {
      var found: [NetworkInterface] = []
      try unsafe forEachEntry { entry in
        let name = unsafe String(cString: entry.ifa_name)
        let flags = unsafe Int32(bitPattern: entry.ifa_flags)
        guard !found.contains(where: { $0.name == name }),
          let index = SystemCalls.interfaceIndex(named: name)
        else { return }
        found.append(
          NetworkInterface(
            index: index, name: name, mtu: 0, isUp: flags & IFF_UP != 0,
            isRunning: flags & IFF_RUNNING != 0, isLoopback: flags & IFF_LOOPBACK != 0,
            isPointToPoint: flags & IFF_POINTOPOINT != 0,
            supportsBroadcast: flags & IFF_BROADCAST != 0,
            supportsMulticast: flags & IFF_MULTICAST != 0, hardwareAddress: [], kind: nil))
      }
      return found
    }

    public static func addresses() throws(SystemError) -> [InterfaceAddress] {
      var found: [InterfaceAddress] = []
      try unsafe forEachEntry { entry in
        guard let form = unsafe entry.ifa_addr,
          let address = unsafe SocketAddress(kernelForm: form, length: Int(form.pointee.sa_len)),
          let index = unsafe SystemCalls.interfaceIndex(named: String(cString: entry.ifa_name))
        else { return }
        let mask = unsafe entry.ifa_netmask.flatMap {
          unsafe SocketAddress(kernelForm: $0, length: Int($0.pointee.sa_len))
        }
        let length =
          switch mask?.address {
          case .v4(let four)?: four.bits.nonzeroBitCount
          case .v6(let six)?: six.bits.nonzeroBitCount
          case nil: address.family == .ipv4 ? 32 : 128
          }
        found.append(
          InterfaceAddress(
            interfaceIndex: index, address: address.address, prefixLength: length, peer: nil,
            broadcast: nil, scope: address.scope == 0 ? .global : .link, flags: [],
            preferredLifetime: nil, validLifetime: nil))
      }
      return found
    }

    public static func routes(_ family: AddressFamily) throws(SystemError) -> [Route] {
      throw SystemError("routes", ENOTSUP)
    }

    public static func neighbours() throws(SystemError) -> [Neighbour] {
      throw SystemError("neighbours", ENOTSUP)
    }

    public static func route(to destination: SocketAddress) throws(SystemError) -> Route {
      throw SystemError("route", ENOTSUP)
    }

    private static func forEachEntry(_ body: (ifaddrs) -> Void) throws(SystemError) {
      var list: UnsafeMutablePointer<ifaddrs>?
      if unsafe getifaddrs(&list) != 0 { throw SystemError(last: "getifaddrs") }
      defer { unsafe freeifaddrs(list) }
      var next = unsafe list
      while let entry = unsafe next?.pointee {
        unsafe body(entry)
        unsafe next = entry.ifa_next
      }
    }
  }
#endif
