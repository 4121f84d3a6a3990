public import Addressing

/// How far an address is meant, as the numbers of multicast scopes (RFC 6724 §3.1, RFC 4291 §2.7).
public struct AddressScope: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let interfaceLocal = AddressScope(rawValue: 1)
  public static let linkLocal = AddressScope(rawValue: 2)
  public static let siteLocal = AddressScope(rawValue: 5)
  public static let organization = AddressScope(rawValue: 8)
  public static let global = AddressScope(rawValue: 14)

  /// The scope of an IPv6 address; loopback is treated as link-local (RFC 4291 §2.5.3).
  public init(_ address: IPv6Address) {
    let top = UInt16(truncatingIfNeeded: address.bits >> 112)
    if top >> 8 == 0xFF {
      self.init(rawValue: Int(top & 0xF))
    } else if top & 0xFFC0 == 0xFE80 || address.bits == 1 {
      self = .linkLocal
    } else {
      self = top & 0xFFC0 == 0xFEC0 ? .siteLocal : .global
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// `global`, `link`, `site`; a number for scopes without a name.
  public var name: String {
    switch self {
    case .interfaceLocal: "interface"
    case .linkLocal: "link"
    case .siteLocal: "site"
    case .organization: "organization"
    case .global: "global"
    default: "\(rawValue)"
    }
  }
}
