import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How a socket leaves this host, where the kernel's own choice will not do.
public struct SocketOptions: Hashable, Sendable {
  /// The address to send from, with a port or 0 for any. With port 0 the port is chosen at the
  /// connect, so that one source address serves more than its 28,000 ephemeral ports.
  public var source: SocketAddress?
  /// The interface to leave by.
  public var interface: String?
  /// The hop limit (IPv4's TTL), 1 to 255.
  public var hops: Int?

  /// Lets connections to several places leave from one port of `source` (SO_REUSEADDR).
  public var sharesPort = false

  public init(
    source: SocketAddress? = nil, interface: String? = nil, hops: Int? = nil,
    sharesPort: Bool = false
  ) {
    self.source = source
    self.interface = interface
    self.hops = hops
    self.sharesPort = sharesPort
  }

  /// Sets what is asked for. Throws EADDRNOTAVAIL for an address that is not ours, ENODEV for an
  /// interface that is not there, EPERM where binding to one needs a privilege.
  func apply(to descriptor: Int32, _ family: AddressFamily) throws(SystemError) {
    if let hops { try Self.setHops(descriptor, family, hops) }
    if let interface { try Self.bind(descriptor, family, toInterface: interface) }
    if sharesPort {
      try SystemCalls.setOption(descriptor, level: SOL_SOCKET, SO_REUSEADDR, to: Int32(1))
    }
    if let source {
      if source.port == 0 { Self.deferPortChoice(descriptor) }
      try unsafe source.withKernelForm { (form, length) throws(SystemError) in
        try unsafe SystemCalls.bindSocket(descriptor, to: form, length)
      }
    }
  }

  static func setHops(
    _ descriptor: Int32, _ family: AddressFamily, _ hops: Int
  ) throws(SystemError) {
    let option = family == .ipv4 ? IP_TTL : IPV6_UNICAST_HOPS
    try SystemCalls.setOption(
      descriptor, level: family.level, option, to: Int32(clamping: hops))
  }
}
