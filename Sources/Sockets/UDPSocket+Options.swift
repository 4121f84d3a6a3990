public import Addressing
import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension UDPSocket {
  /// Allows sending to broadcast addresses.
  public func setBroadcast(_ isOn: Bool = true) throws(SocketError) {
    try set(SOL_SOCKET, SO_BROADCAST, isOn ? 1 : 0)
  }

  /// The hop limit (TTL) of what is sent from now on, 1 to 255.
  public func setHops(_ hops: Int) throws(SocketError) {
    let descriptor = try raw
    let family = family
    try asSocketError { () throws(SystemError) in
      try SocketOptions.setHops(descriptor, family, hops)
    }
  }

  /// Bytes that the kernel keeps for us until they are read; it grants at most its own limit.
  public func setReceiveBuffer(_ size: Int) throws(SocketError) {
    try set(SOL_SOCKET, SO_RCVBUF, Int32(clamping: size))
  }

  // MARK: Multicast

  /// Joins a group on an interface, 0 for the kernel's choice.
  public func join(_ group: IPAddress, interfaceIndex: UInt32 = 0) throws(SocketError) {
    let descriptor = try raw
    try asSocketError { () throws(SystemError) in
      switch group {
      case .v4(let four):
        // RFC 3678's protocol-independent form is the same on all systems, but its structure is
        // padded differently; the old forms are not.
        var request = ip_mreqn()
        request.imr_multiaddr.s_addr = four.bits.bigEndian
        request.imr_ifindex = Int32(bitPattern: interfaceIndex)
        try SystemCalls.setOption(
          descriptor, level: Int32(IPPROTO_IP), IP_ADD_MEMBERSHIP, to: request)
      case .v6(let six):
        var request = ipv6_mreq()
        unsafe withUnsafeMutableBytes(of: &request.ipv6mr_multiaddr) {
          unsafe $0.storeBytes(of: six.bits.bigEndian, as: UInt128.self)
        }
        request.ipv6mr_interface = .init(interfaceIndex)
        try SystemCalls.setOption(
          descriptor, level: Int32(IPPROTO_IPV6), IPV6_JOIN_GROUP, to: request)
      }
    }
  }

  /// The interface by which multicasts leave.
  public func setMulticastInterface(_ index: UInt32) throws(SocketError) {
    switch family {
    case .ipv4:
      let descriptor = try raw
      try asSocketError { () throws(SystemError) in
        var request = ip_mreqn()
        request.imr_ifindex = Int32(bitPattern: index)
        try SystemCalls.setOption(
          descriptor, level: Int32(IPPROTO_IP), IP_MULTICAST_IF, to: request)
      }
    case .ipv6:
      try set(Int32(IPPROTO_IPV6), IPV6_MULTICAST_IF, Int32(bitPattern: index))
    }
  }

  /// How far multicasts go: 1 is this link, the kernel's default.
  public func setMulticastHops(_ hops: Int) throws(SocketError) {
    let option = family == .ipv4 ? IP_MULTICAST_TTL : IPV6_MULTICAST_HOPS
    try set(family.level, option, Int32(clamping: hops))
  }

  func set(_ level: Int32, _ option: Int32, _ value: Int32) throws(SocketError) {
    let descriptor = try raw
    try asSocketError { () throws(SystemError) in
      try SystemCalls.setOption(descriptor, level: level, option, to: value)
    }
  }
}
