/// A network interface of this host.
public struct NetworkInterface: Hashable, Sendable {
  public var index: UInt32
  /// `eth0`.
  public var name: String
  /// The largest packet it carries, in bytes.
  public var mtu: UInt32
  /// Whether it is switched on.
  public var isUp: Bool
  /// Whether it has a carrier: a cable, a radio link, a peer.
  public var isRunning: Bool
  public var isLoopback: Bool
  public var isPointToPoint: Bool
  public var supportsBroadcast: Bool
  public var supportsMulticast: Bool
  /// The MAC address mostly; empty for interfaces without one.
  public var hardwareAddress: [UInt8]
  /// What made it: `veth`, `bridge`, `tun`, `wireguard`; nil for plain hardware.
  public var kind: String?
}
