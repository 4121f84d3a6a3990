/// An interface that is up, with its addresses of both families.
public struct InterfaceFacts: Encodable, Hashable, Sendable {
  public var name: String
  /// Bytes in the largest packet.
  public var mtu: UInt32
  /// `veth`, `tun`, `wireguard`, `sit`; nil for plain hardware.
  public var kind: String?
  /// Whether IPv6 is switched off here; nil where the system does not tell.
  public var ipv6Disabled: Bool?
  public var addresses: [AddressFacts]

  public init(
    name: String, mtu: UInt32 = 1500, kind: String? = nil, ipv6Disabled: Bool? = nil,
    addresses: [AddressFacts] = []
  ) {
    self.name = name
    self.mtu = mtu
    self.kind = kind
    self.ipv6Disabled = ipv6Disabled
    self.addresses = addresses
  }
}
