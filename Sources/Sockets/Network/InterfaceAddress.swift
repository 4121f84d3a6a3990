package import Addressing

/// An address that an interface has.
package struct InterfaceAddress: Hashable, Sendable {
  /// The states and uses of an address (RFC 4862, RFC 8981).
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A privacy address that changes (RFC 8981). IPv4: a further address of the same subnet.
    package static let temporary = Flags(rawValue: 0x01)
    package static let noDuplicateDetection = Flags(rawValue: 0x02)
    package static let optimistic = Flags(rawValue: 0x04)
    /// Another host has it: it cannot be used.
    package static let duplicate = Flags(rawValue: 0x08)
    package static let homeAddress = Flags(rawValue: 0x10)
    /// Its preferred lifetime is over: not for new connections.
    package static let deprecated = Flags(rawValue: 0x20)
    /// Duplicate detection still runs: not usable yet.
    package static let tentative = Flags(rawValue: 0x40)
    /// Without a lifetime: not from a router advertisement.
    package static let permanent = Flags(rawValue: 0x80)
    /// The kernel makes temporary addresses beside it.
    package static let managesTemporary = Flags(rawValue: 0x100)
    package static let noPrefixRoute = Flags(rawValue: 0x200)
    package static let stablePrivacy = Flags(rawValue: 0x800)
  }

  /// How far it is meant (rtnetlink(7)); what the bits themselves say is Addressing's business.
  package enum Scope: Hashable, Sendable {
    case global
    case site
    case link
    case host
    case other(UInt8)
  }

  package var interfaceIndex: UInt32
  package var address: IPAddress
  package var prefixLength: Int
  /// The other end of a point-to-point link.
  package var peer: IPAddress?
  package var broadcast: IPAddress?
  package var scope: Scope
  package var flags: Flags
  /// How long it is preferred from now; nil for ever.
  package var preferredLifetime: Duration?
  /// How long it stays from now; nil for ever.
  package var validLifetime: Duration?
}
