package import Addressing

/// How far an address is meant, as the numbers of multicast scopes (RFC 6724 §3.1, RFC 4291 §2.7).
package struct AddressScope: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let interfaceLocal = AddressScope(rawValue: 1)
  package static let linkLocal = AddressScope(rawValue: 2)
  package static let siteLocal = AddressScope(rawValue: 5)
  package static let organization = AddressScope(rawValue: 8)
  package static let global = AddressScope(rawValue: 14)

  /// The scope of an IPv6 address; loopback is treated as link-local (RFC 4291 §2.5.3).
  package init(_ address: IPv6Address) {
    let top = UInt16(truncatingIfNeeded: address.bits >> 112)
    if top >> 8 == 0xFF {
      self.init(rawValue: Int(top & 0xF))
    } else if top & 0xFFC0 == 0xFE80 || address.bits == 1 {
      self = .linkLocal
    } else {
      self = top & 0xFFC0 == 0xFEC0 ? .siteLocal : .global
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// `global`, `link`, `site`; a number for scopes without a name.
  package var name: String {
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
