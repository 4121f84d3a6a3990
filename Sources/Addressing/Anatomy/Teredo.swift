/// The parts of a Teredo address, 2001::/32 (RFC 4380 §4).
public struct Teredo: Hashable, Sendable, Encodable {
  public let server: IPv4Address

  /// The client's address and UDP port outside its NAT; stored inverted, so that no NAT rewrites
  /// them.
  public let client: IPv4Address
  public let port: TransportPort

  /// 16 bits: C (0x8000) and twelve random ones (RFC 5991 §3), U and G (0x0300).
  public let flags: UInt16

  /// C: the client is behind a cone NAT. RFC 5991 §3 has new clients leave it clear.
  public var isCone: Bool { flags & 0x8000 != 0 }

  /// Nil for an address outside 2001::/32.
  public init?(_ address: IPv6Address) {
    guard address.high >> 32 == 0x2001_0000 else { return nil }
    server = IPv4Address(bits: UInt32(truncatingIfNeeded: address.high))
    flags = UInt16(address.low >> 48)
    port = TransportPort(~UInt16(truncatingIfNeeded: address.low >> 32))
    client = IPv4Address(bits: ~UInt32(truncatingIfNeeded: address.low))
  }
}
