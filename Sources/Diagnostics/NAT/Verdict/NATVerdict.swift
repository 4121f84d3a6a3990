package import Addressing

/// The answer for one family: which kind of NAT, how sure, and why.
package struct NATVerdict: Hashable, Sendable, Encodable {
  package var family: NATFamily
  /// nil where it could not be told.
  package var kind: NATKind?
  package var confidence: Confidence
  /// Translators in a row that were noticed; nil where the kind is not known.
  package var layers: Int?
  /// The address that the Internet sees; nil where nobody told.
  package var external: IPAddress?
  package var mapping: Dependence?
  package var filtering: Dependence?
  /// The name of RFC 3489, which mixes mapping and filtering: `port restricted cone`.
  package var classicName: String?
  /// One sentence.
  package var summary: String
  package var witnesses: [Witness]

  package init(_ family: NATFamily) {
    self.family = family
    confidence = .weak
    summary = ""
    witnesses = []
  }

  /// Whether the host has an address of its own on the Internet; nil where it could not be told.
  package var isPublic: Bool? {
    switch kind {
    case .some(.none), .firewall: true
    case .nat, .double, .cgnat, .nat66, .nptv6, .udpBlocked: false
    case nil: nil
    }
  }
}

/// Everything that was seen of one family, from which the verdict follows without further questions.
package struct NATEvidence: Sendable {
  package var path: LocalPath
  package var ownAddresses: Set<IPAddress> = []
  package var gateway: GatewayReport?
  package var hops: HopReport?
  package var consensus = STUNConsensus([])

  package init(path: LocalPath) { self.path = path }
}
