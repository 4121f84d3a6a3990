/// What was measured of both families, before anybody judges it.
public struct DualStackFacts: Encodable, Sendable {
  public var kernel = KernelFacts()
  /// Those that are up, the loopback interface excepted.
  public var interfaces: [InterfaceFacts] = []
  /// The default routes of both families.
  public var routes: [RouteFacts] = []
  /// Each configured name server; empty where none was asked.
  public var dns: [NameServerFacts] = []
  /// nil where the name servers know no translator's prefix, or none was asked.
  public var nat64: NAT64Facts?
  /// One for each target, in their order.
  public var targets: [TargetFacts] = []

  public init() {}
}
