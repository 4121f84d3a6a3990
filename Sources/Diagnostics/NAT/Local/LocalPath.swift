public import Addressing

/// How packets of one family leave this host: found without sending any.
public struct LocalPath: Hashable, Sendable, Encodable {
  public var family: Family
  /// The address that the kernel would send from; nil where there is no way out.
  public var source: IPAddress?
  public var sourceClass: SourceClass?
  /// The interface that the best default route leaves by.
  public var interface: String?
  /// Whether that interface is a tunnel: then all verdicts are about the tunnel's far end.
  public var isTunnel = false
  public var defaultRoutes: [DefaultRoute] = []
  /// Why there is no source.
  public var failure: String?

  /// A default route of the main table.
  public struct DefaultRoute: Hashable, Sendable, Encodable {
    /// nil where the route names an interface alone.
    public var gateway: IPAddress?
    public var interface: String
    /// What made the interface: `veth`, `wireguard`; nil for plain hardware.
    public var interfaceKind: String?
    public var isTunnel: Bool
    /// The lower goes first.
    public var metric: UInt32
  }

  public init(family: Family) { self.family = family }

  /// The next router; nil without one.
  public var gateway: IPAddress? { defaultRoutes.first?.gateway }
}
