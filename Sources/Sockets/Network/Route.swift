public import Addressing

/// A line of the routing table.
public struct Route: Hashable, Sendable {
  /// What happens to packets that it matches.
  public enum Kind: Hashable, Sendable {
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
  public enum Origin: Hashable, Sendable {
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
  public struct Hop: Hashable, Sendable {
    /// nil where the destination is on the link itself.
    public var gateway: IPAddress?
    public var interfaceIndex: UInt32
  }

  public var family: AddressFamily
  /// The network's first address; all zero for a default route.
  public var destination: IPAddress
  public var prefixLength: Int
  public var hops: [Hop]
  /// The source address that the route wants used.
  public var preferredSource: IPAddress?
  /// The lower goes first.
  public var metric: UInt32
  /// 254 is the main table, 255 the local one.
  public var table: UInt32
  public var kind: Kind
  public var origin: Origin
  /// How long a learnt route still holds; nil for ever.
  public var expires: Duration?

  public var isDefault: Bool { prefixLength == 0 && kind == .unicast }
}
