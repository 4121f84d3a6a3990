/// What `netkit nat` found out.
public struct NATReport: Sendable, Encodable {
  /// Everybody to whom a packet went.
  public var contacted: [Contact] = []
  /// The verdict for the family that counts: IPv4 where this host has it.
  public var nat: NATVerdict
  /// The verdict for the other family, where this host has it too.
  public var otherFamily: NATVerdict?
  public var meaning: NATMeaning?
  public var local: [LocalPath] = []
  public var gateway: GatewayReport?
  public var hops: HopReport?
  public var stun: [STUNFindings]?
  public var warnings: [String] = []
  public var elapsed: Duration = .zero

  public init(nat: NATVerdict) { self.nat = nat }
}
