public import Addressing

/// An address that an interface has.
public struct InterfaceAddress: Hashable, Sendable {
  /// The states and uses of an address (RFC 4862, RFC 8981).
  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A privacy address that changes (RFC 8981). IPv4: a further address of the same subnet.
    public static let temporary = Flags(rawValue: 0x01)
    public static let noDuplicateDetection = Flags(rawValue: 0x02)
    public static let optimistic = Flags(rawValue: 0x04)
    /// Another host has it: it cannot be used.
    public static let duplicate = Flags(rawValue: 0x08)
    public static let homeAddress = Flags(rawValue: 0x10)
    /// Its preferred lifetime is over: not for new connections.
    public static let deprecated = Flags(rawValue: 0x20)
    /// Duplicate detection still runs: not usable yet.
    public static let tentative = Flags(rawValue: 0x40)
    /// Without a lifetime: not from a router advertisement.
    public static let permanent = Flags(rawValue: 0x80)
    /// The kernel makes temporary addresses beside it.
    public static let managesTemporary = Flags(rawValue: 0x100)
    public static let noPrefixRoute = Flags(rawValue: 0x200)
    public static let stablePrivacy = Flags(rawValue: 0x800)
  }

  /// How far it is meant (rtnetlink(7)); what the bits themselves say is Addressing's business.
  public enum Scope: Hashable, Sendable {
    case global
    case site
    case link
    case host
    case other(UInt8)
  }

  public var interfaceIndex: UInt32
  public var address: IPAddress
  public var prefixLength: Int
  /// The other end of a point-to-point link.
  public var peer: IPAddress?
  public var broadcast: IPAddress?
  public var scope: Scope
  public var flags: Flags
  /// How long it is preferred from now; nil for ever.
  public var preferredLifetime: Duration?
  /// How long it stays from now; nil for ever.
  public var validLifetime: Duration?
}
