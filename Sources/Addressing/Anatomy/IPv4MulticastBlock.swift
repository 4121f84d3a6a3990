/// What an IPv4 multicast address says about its group, by its block (RFC 5771).
public enum IPv4MulticastBlock: Hashable, Sendable {
  /// 224.0.0.0/24: never forwarded.
  case localControl
  /// 224.0.1.0/24: forwarded, protocols of the Internet.
  case internetworkControl
  /// 232.0.0.0/8 (RFC 4607).
  case sourceSpecific
  /// 233.0.0.0-233.251.255.255: the 256 groups of an AS (RFC 3180).
  case glop(autonomousSystem: UInt16)
  /// 234.0.0.0/8: the groups of a unicast block (RFC 6034).
  case unicastPrefix(IPv4Prefix)
  /// 239.0.0.0/8: inside an administrative domain (RFC 2365).
  case administrativelyScoped
  /// The rest: ad hoc, session announcements, reserved.
  case other

  /// Nil for an address outside 224.0.0.0/4.
  public init?(_ address: IPv4Address) {
    guard AddressClass(of: address) == .d else { return nil }
    switch (address[octet: 0], address[octet: 1], address[octet: 2]) {
    case (224, 0, 0): self = .localControl
    case (224, 0, 1): self = .internetworkControl
    case (232, _, _): self = .sourceSpecific
    case (233, 0...251, _):
      self = .glop(autonomousSystem: UInt16(truncatingIfNeeded: address.bits >> 8))
    case (234, _, _):
      let network = IPv4Address(bits: address.bits << 8)
      self = .unicastPrefix(IPv4Prefix(containing: network, length: 24))
    case (239, _, _): self = .administrativelyScoped
    default: self = .other
    }
  }

  public var name: String {
    switch self {
    case .localControl: "Local Network Control Block"
    case .internetworkControl: "Internetwork Control Block"
    case .sourceSpecific: "Source-Specific Multicast"
    case .glop: "GLOP Block"
    case .unicastPrefix: "Unicast-Prefix-based"
    case .administrativelyScoped: "Administratively Scoped"
    case .other: "Multicast"
    }
  }
}
