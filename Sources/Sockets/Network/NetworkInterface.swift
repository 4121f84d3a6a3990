/// A network interface of this host.
package struct NetworkInterface: Hashable, Sendable {
  package var index: UInt32
  /// `eth0`.
  package var name: String
  /// The largest packet it carries, in bytes.
  package var mtu: UInt32
  /// Whether it is switched on.
  package var isUp: Bool
  /// Whether it has a carrier: a cable, a radio link, a peer.
  package var isRunning: Bool
  package var isLoopback: Bool
  package var isPointToPoint: Bool
  package var supportsBroadcast: Bool
  package var supportsMulticast: Bool
  /// The MAC address mostly; empty for interfaces without one.
  package var hardwareAddress: [UInt8]
  /// What made it: `veth`, `bridge`, `tun`, `wireguard`; nil for plain hardware.
  package var kind: String?
}
