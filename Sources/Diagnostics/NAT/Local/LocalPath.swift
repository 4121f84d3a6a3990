package import Addressing

/// How packets of one family leave this host: found without sending any.
package struct LocalPath: Hashable, Sendable, Encodable {
  package var family: NATFamily
  /// The address that the kernel would send from; nil where there is no way out.
  package var source: IPAddress?
  package var sourceClass: SourceClass?
  /// The interface that the best default route leaves by.
  package var interface: String?
  /// Whether that interface is a tunnel: then all verdicts are about the tunnel's far end.
  package var isTunnel = false
  package var defaultRoutes: [DefaultRoute] = []
  /// Why there is no source.
  package var failure: String?

  /// A default route of the main table.
  package struct DefaultRoute: Hashable, Sendable, Encodable {
    /// nil where the route names an interface alone.
    package var gateway: IPAddress?
    package var interface: String
    /// What made the interface: `veth`, `wireguard`; nil for plain hardware.
    package var interfaceKind: String?
    package var isTunnel: Bool
    /// The lower goes first.
    package var metric: UInt32
  }

  package init(family: NATFamily) { self.family = family }

  /// The next router; nil without one.
  package var gateway: IPAddress? { defaultRoutes.first?.gateway }
}

/// An IP version as reports write it.
package enum NATFamily: String, Hashable, Sendable, Encodable, CaseIterable {
  case ipv4, ipv6
}
