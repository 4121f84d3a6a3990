package import Addressing

/// A line of the routing table.
package struct Route: Hashable, Sendable {
  /// What happens to packets that it matches.
  package enum Kind: Hashable, Sendable {
    case unicast
    case local
    case broadcast
    case anycast
    case multicast
    /// Dropped without a word.
    case blackhole
    case unreachable
    case prohibited
    case other(UInt8)
  }

  /// Who put it there.
  package enum Origin: Hashable, Sendable {
    case kernel
    /// A router advertisement.
    case routerAdvertisement
    case dhcp
    /// An administrator.
    case manual
    case boot
    case other(UInt8)
  }

  /// A way on from here; a route over several shares its packets among them.
  package struct Hop: Hashable, Sendable {
    /// nil where the destination is on the link itself.
    package var gateway: IPAddress?
    package var interfaceIndex: UInt32
  }

  package var family: AddressFamily
  /// The network's first address; all zero for a default route.
  package var destination: IPAddress
  package var prefixLength: Int
  package var hops: [Hop]
  /// The source address that the route wants used.
  package var preferredSource: IPAddress?
  /// The lower goes first.
  package var metric: UInt32
  /// 254 is the main table, 255 the local one.
  package var table: UInt32
  package var kind: Kind
  package var origin: Origin
  /// How long a learnt route still holds; nil for ever.
  package var expires: Duration?

  package var isDefault: Bool { prefixLength == 0 && kind == .unicast }
}
