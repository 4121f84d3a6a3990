public import Addressing
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension SocketAddress {
  /// An address and its zone, an interface's name or number. ENODEV for a zone that is none.
  public init(_ scoped: ScopedAddress, port: UInt16) throws(SocketError) {
    let scope = try Self.scope(of: scoped.zone)
    self.init(scoped.address, port: port, scope: scope)
  }

  // Not in the initializer: throwing a large error there crashes what Swift 6.3 makes of it.
  private static func scope(of zone: String?) throws(SocketError) -> UInt32 {
    guard let zone else { return 0 }
    if let index = SystemCalls.interfaceIndex(named: zone) { return index }
    if let index = UInt32(zone) { return index }
    throw .system(SystemError("if_nametoindex", ENODEV))
  }

  /// The address with its interface by name, as ping and ssh take it: `fe80::1%eth0`.
  public var scopedAddress: ScopedAddress {
    guard scope != 0, case .v6(let six) = address else { return ScopedAddress(address) }
    return ScopedAddress(six, zone: SystemCalls.interfaceName(index: scope) ?? "\(scope)")
  }
}

extension SocketAddress: CustomStringConvertible {
  /// `10.0.0.1:80`, `[fe80::1%eth0]:80` (RFC 3986 §3.2.2).
  public var description: String {
    switch address {
    case .v4(let four): "\(four):\(port)"
    case .v6: "[\(scopedAddress)]:\(port)"
    }
  }
}
