#if os(Linux)
  import Addressing
  import CNetkit
  import Glibc
  public import Platform

  extension NetworkState {
    public static func interfaces() throws(SystemError) -> [NetworkInterface] {
      try NetlinkSocket.dump(
        UInt16(RTM_GETLINK), answer: UInt16(RTM_NEWLINK), headerSize: 16,
        NetlinkDecoding.interface)
    }

    public static func addresses() throws(SystemError) -> [InterfaceAddress] {
      try NetlinkSocket.dump(
        UInt16(RTM_GETADDR), answer: UInt16(RTM_NEWADDR), headerSize: 8,
        NetlinkDecoding.address)
    }

    /// All tables of a family, the local one as well.
    public static func routes(_ family: AddressFamily) throws(SystemError) -> [Route] {
      try NetlinkSocket.dump(
        UInt16(RTM_GETROUTE), answer: UInt16(RTM_NEWROUTE), family: UInt8(family.number),
        headerSize: 12, NetlinkDecoding.route)
    }

    public static func neighbours() throws(SystemError) -> [Neighbour] {
      try NetlinkSocket.dump(
        UInt16(RTM_GETNEIGH), answer: UInt16(RTM_NEWNEIGH), headerSize: 12,
        NetlinkDecoding.neighbour)
    }

    /// The route that a packet to the address would take now, its rules and marks aside. Throws
    /// ENETUNREACH for none, EHOSTUNREACH, EACCES or EINVAL for an unreachable, prohibited or
    /// blackhole route.
    public static func route(to destination: SocketAddress) throws(SystemError) -> Route {
      // struct rtmsg, then RTA_DST and, for link-local addresses, RTA_OIF.
      let bytes = destination.networkBytes
      var payload: [UInt8] = [
        UInt8(destination.family.number), UInt8(bytes.count * 8), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      ]
      append(1, bytes, to: &payload)
      if destination.scope != 0 {
        append(
          4, unsafe withUnsafeBytes(of: destination.scope) { unsafe Array($0) }, to: &payload)
      }
      let answer = try NetlinkSocket.ask(UInt16(RTM_GETROUTE), payload: payload)
      guard let route = NetlinkDecoding.route(answer) else {
        throw SystemError("netlink", EPROTO)
      }
      return route
    }

    private static func append(_ type: UInt16, _ value: [UInt8], to payload: inout [UInt8]) {
      // Both fields are in the host's order; values here are of 4 or 16 bytes, so nothing is padded.
      for number in [UInt16(4 + value.count), type] {
        unsafe withUnsafeBytes(of: number) { unsafe payload.append(contentsOf: $0) }
      }
      payload += value
    }
  }

  extension SocketAddress {
    /// The address's bytes, the first of it first.
    var networkBytes: [UInt8] {
      switch address {
      case .v4(let four):
        unsafe withUnsafeBytes(of: four.bits.bigEndian) { unsafe Array($0) }
      case .v6(let six):
        unsafe withUnsafeBytes(of: six.bits.bigEndian) { unsafe Array($0) }
      }
    }
  }
#endif
