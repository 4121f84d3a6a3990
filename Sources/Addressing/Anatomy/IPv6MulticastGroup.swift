/// What an IPv6 multicast address says about its group (RFC 4291 §2.7, RFC 7371).
public struct IPv6MulticastGroup: Hashable, Sendable {
  /// The four bits X, R, P, T (RFC 7371 §4.1).
  public let flags: UInt8

  /// The four bits after them, 0...15.
  public let scopeNumber: UInt8

  /// The last 32 bits: with P set, they alone name the group.
  public let groupID: UInt32

  /// The subnet that the group belongs to, when P is set (RFC 3306 §4).
  public let prefix: IPv6Prefix?

  /// The rendezvous point, when R is set (RFC 3956 §4).
  public let rendezvousPoint: IPv6Address?

  /// ff3x::/32: hosts name the source as well as the group (RFC 4607 §1).
  public let isSourceSpecific: Bool

  /// Nil for an address outside ff00::/8.
  public init?(_ address: IPv6Address) {
    guard address.isMulticast else { return nil }
    flags = UInt8(truncatingIfNeeded: address.high >> 52) & 15
    scopeNumber = UInt8(truncatingIfNeeded: address.high >> 48) & 15
    groupID = UInt32(truncatingIfNeeded: address.low)
    isSourceSpecific = flags == 0b0011 && address.high >> 32 & 0xffff == 0
    let length = Int(address.high >> 32 & 0xff)
    let network = IPv6Address(high: address.high << 32 | address.low >> 32)
    guard flags & 0b0010 != 0, (1...64).contains(length) else {
      prefix = nil
      rendezvousPoint = nil
      return
    }
    let prefix = IPv6Prefix(containing: network, length: length)
    self.prefix = prefix
    // RFC 3956 §3: R needs P and T too, and an interface identifier that is not zero.
    let identifier = address.high >> 40 & 15
    let hasPoint = flags & 0b0111 == 0b0111 && identifier != 0
    rendezvousPoint = hasPoint ? IPv6Address(bits: prefix.network.bits | UInt128(identifier)) : nil
  }

  /// T clear: given out by IANA.
  public var isWellKnown: Bool { flags & 1 == 0 }

  /// The scope's name (RFC 7346 §2); nil for a number that has none.
  public var scopeName: String? {
    switch scopeNumber {
    case 0x1: "interface-local"
    case 0x2: "link-local"
    case 0x3: "realm-local"
    case 0x4: "admin-local"
    case 0x5: "site-local"
    case 0x8: "organization-local"
    case 0xe: "global"
    case 0x0, 0xf: "reserved"
    default: nil
    }
  }

  /// The flags that are set, as letters: `PT`.
  public var flagLetters: String {
    var letters = ""
    for (bit, letter) in [(0b1000, "X"), (0b0100, "R"), (0b0010, "P"), (0b0001, "T")]
    where Int(flags) & bit != 0 {
      letters += letter
    }
    return letters
  }
}
