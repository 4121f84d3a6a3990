public import Addressing
public import Sockets

/// An address of this machine: what kind it is, and in which state.
public struct AddressFacts: Encodable, Hashable, Sendable {
  public var address: IPAddress
  /// The length of the network it is in.
  public var prefix: Int
  public var scope: Scope
  public var kind: Kind
  /// In words: `temporary`, `deprecated`, `tentative`, `dadfailed`, `permanent`, …
  public var flags: [String]
  /// Seconds until it is deprecated; nil for ever.
  public var preferredS: Int64?
  /// Seconds until it goes; nil for ever.
  public var validS: Int64?
  /// How the lower 64 bits were chosen; nil for IPv4.
  public var iid: Identifier?

  /// How far it is meant to reach.
  public enum Scope: String, Encodable, Hashable, Sendable {
    case global, site, link, host
  }

  /// Where the address comes from, which decides what it is good for.
  public enum Kind: String, Encodable, Hashable, Sendable {
    /// Global unicast (RFC 4291 §2.5.4).
    case gua
    /// Unique local (RFC 4193).
    case ula
    case linkLocal = "link-local"
    case siteLocal = "site-local"
    case loopback
    /// 2002::/16 (RFC 3056).
    case sixToFour = "6to4"
    /// 2001::/32 (RFC 4380).
    case teredo
    /// An identifier 0:5efe:a.b.c.d (RFC 5214).
    case isatap
    /// Of a translator on this machine: 192.0.0.0/29 (RFC 7335), or any address of its interface.
    case clat
    /// Behind a translator's well-known prefix (RFC 6052, RFC 8215).
    case nat64
    /// IPv4 that is routed in the Internet.
    case publicIPv4 = "public"
    /// RFC 1918.
    case privateIPv4 = "private"
    /// 100.64.0.0/10, behind a carrier's NAT (RFC 6598).
    case sharedIPv4 = "shared"
    /// None of these.
    case other
  }

  public enum Identifier: String, Encodable, Hashable, Sendable {
    /// Made of the MAC address, which every peer then sees (RFC 7707 §3).
    case eui64
    case random
    /// Typed or counted: short, or an IPv4 address.
    case manual
    /// Made of an IPv4 address by ISATAP.
    case isatap
  }

  public init(
    address: IPAddress, prefix: Int, interface: String = "",
    flags: InterfaceAddress.Flags = [], preferredS: Int64? = nil, validS: Int64? = nil
  ) {
    self.address = address
    self.prefix = prefix
    kind = Self.kind(of: address, on: interface)
    scope = Self.scope(of: address)
    self.flags = Self.words(for: flags, address)
    self.preferredS = preferredS
    self.validS = validS
    iid = Self.identifier(of: address)
  }

  // MARK: Claims

  public var isIPv6: Bool { address.family == 6 }

  /// Whether duplicate detection lets it be used (RFC 4862 §5.4).
  public var isReady: Bool {
    !flags.contains("tentative") && !flags.contains("dadfailed") || flags.contains("optimistic")
  }

  /// Whether the world beyond the site can be reached from it.
  public var isGlobal: Bool {
    switch kind {
    case .gua, .sixToFour, .teredo, .isatap, .nat64, .publicIPv4, .privateIPv4, .sharedIPv4, .clat:
      scope == .global
    case .ula, .linkLocal, .siteLocal, .loopback, .other: false
    }
  }

  /// Whether every peer sees the MAC address in it.
  public var exposesHardware: Bool { iid == .eui64 && scope == .global }

  // MARK: Reading

  private static func scope(of address: IPAddress) -> Scope {
    switch address {
    case .v4(let four):
      switch four.bits >> 24 {
      case 127: .host
      case 169 where four.bits >> 16 == 0xA9FE: .link
      default: .global
      }
    case .v6(let six):
      switch six.scope {
      case .loopback, .unspecified: .host
      case .linkLocal: .link
      case .siteLocal: .site
      case .uniqueLocal, .global, .multicast, .reserved: .global
      }
    }
  }

  private static func kind(of address: IPAddress, on interface: String) -> Kind {
    if case .v6(let six) = address { return kind(of: six, on: interface) }
    if SourceClass.isCarriedOverIPv6(address) { return .clat }
    return switch AddressKind(address) {
    case .loopback: .loopback
    case .linkLocal: .linkLocal
    case .privateUse: .privateIPv4
    case .shared: .sharedIPv4
    default: .publicIPv4
    }
  }

  private static func kind(of address: IPv6Address, on interface: String) -> Kind {
    switch address.embeddedIPv4 {
    case .sixToFour?: return .sixToFour
    case .teredo?: return .teredo
    case .nat64?: return .nat64
    case .mapped?, .compatible?, nil: break
    }
    switch address.scope {
    case .loopback: return .loopback
    case .linkLocal: return .linkLocal
    case .siteLocal: return .siteLocal
    case .uniqueLocal: return .ula
    case .unspecified, .multicast: return .other
    case .global, .reserved: break
    }
    if case .isatap? = address.interfaceIdentifier { return .isatap }
    // clatd's and Android's translators name their interface so.
    if interface.hasPrefix("clat") { return .clat }
    return address.scope == .global ? .gua : .other
  }

  private static func identifier(of address: IPAddress) -> Identifier? {
    guard case .v6(let six) = address, six.scope != .loopback else { return nil }
    return switch six.interfaceIdentifier {
    case .eui64?: .eui64
    case .isatap?: .isatap
    case .random?: .random
    case .subnetRouterAnycast?, .reservedAnycast?, .lowByte?, .embeddedIPv4?: .manual
    case nil: nil
    }
  }

  private static func words(
    for flags: InterfaceAddress.Flags, _ address: IPAddress
  ) -> [String] {
    // The lowest bit of an IPv4 address is another flag.
    let isTemporary = address.family == 6 && flags.contains(.temporary)
    return (isTemporary ? ["temporary"] : [])
      + names.filter { flags.contains($0.0) }.map(\.1)
  }

  private static let names: [(InterfaceAddress.Flags, String)] = [
    (.deprecated, "deprecated"), (.tentative, "tentative"), (.duplicate, "dadfailed"),
    (.optimistic, "optimistic"), (.permanent, "permanent"),
    (.managesTemporary, "mngtmpaddr"), (.stablePrivacy, "stable-privacy"),
    (.noDuplicateDetection, "nodad"), (.noPrefixRoute, "noprefixroute"),
    (.homeAddress, "home"),
  ]
}
