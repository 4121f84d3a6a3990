/// What `netkit nat` found out.
package struct NATReport: Sendable, Encodable {
  /// Everybody to whom a packet went.
  package var contacted: [Contact] = []
  /// The verdict for the family that counts: IPv4 where this host has it.
  package var nat: NATVerdict
  /// The verdict for the other family, where this host has it too.
  package var otherFamily: NATVerdict?
  package var meaning: NATMeaning?
  package var local: [LocalPath] = []
  package var gateway: GatewayReport?
  package var hops: HopReport?
  package var stun: [STUNFindings]?
  package var warnings: [String] = []
  package var elapsed: Duration = .zero

  package init(nat: NATVerdict) { self.nat = nat }
}
