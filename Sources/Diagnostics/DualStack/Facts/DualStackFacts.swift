/// What was measured of both families, before anybody judges it.
package struct DualStackFacts: Encodable, Sendable {
  package var kernel = KernelFacts()
  /// Those that are up, the loopback interface excepted.
  package var interfaces: [InterfaceFacts] = []
  /// The default routes of both families.
  package var routes: [RouteFacts] = []
  /// Each configured name server; empty where none was asked.
  package var dns: [NameServerFacts] = []
  /// nil where the name servers know no translator's prefix, or none was asked.
  package var nat64: NAT64Facts?
  /// One for each target, in their order.
  package var targets: [TargetFacts] = []

  package init() {}
}
