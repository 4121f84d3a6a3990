public import Addressing

/// The answer for one family: which kind of NAT, how sure, and why.
public struct NATVerdict: Hashable, Sendable, Encodable {
  public var family: Family
  /// nil where it could not be told.
  public var kind: NATKind?
  public var confidence: Confidence
  /// Translators in a row that were noticed; nil where the kind is not known.
  public var layers: Int?
  /// The address that the Internet sees; nil where nobody told.
  public var external: IPAddress?
  public var mapping: Dependence?
  public var filtering: Dependence?
  /// The name of RFC 3489, which mixes mapping and filtering: `port restricted cone`.
  public var classicName: String?
  /// One sentence.
  public var summary: String
  public var witnesses: [Witness]

  public init(_ family: Family) {
    self.family = family
    confidence = .weak
    summary = ""
    witnesses = []
  }

  /// Whether the host has an address of its own on the Internet; nil where it could not be told.
  public var isPublic: Bool? {
    switch kind {
    case .some(.none), .firewall: true
    case .nat, .double, .cgnat, .nat66, .nptv6, .udpBlocked: false
    case nil: nil
    }
  }
}

/// Everything that was seen of one family, from which the verdict follows without further questions.
public struct NATEvidence: Sendable {
  public var path: LocalPath
  public var ownAddresses: Set<IPAddress> = []
  public var gateway: GatewayReport?
  public var hops: HopReport?
  public var consensus = STUNConsensus([])

  public init(path: LocalPath) { self.path = path }
}
