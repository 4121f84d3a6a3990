package import Addressing

/// The whole answer: the judgement, who was contacted, and the facts it rests on.
package struct DualStackReport: Encodable, Sendable {
  package var judgement: Judgement
  /// Every address that packets were sent to on behalf of this check.
  package var contacted: [Contact]
  /// From the beginning to the verdict.
  package var duration: Duration
  package var facts: DualStackFacts
  /// The signal that ended the check early; nil for none.
  package var interruptedBy: Int32?

  /// Somebody that was asked, and as what.
  package struct Contact: Encodable, Hashable, Sendable {
    package enum Role: String, Encodable, Hashable, Sendable {
      case nameServer = "name-server"
      case target
    }

    package var role: Role
    package var address: ScopedAddress
  }

  private enum CodingKeys: String, CodingKey {
    case contacted, duration
  }

  /// One flat object: the judgement's keys, then these, then the facts'.
  package func encode(to encoder: any Encoder) throws {
    try judgement.encode(to: encoder)
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(contacted, forKey: .contacted)
    try row.encode(duration, forKey: .duration)
    try facts.encode(to: encoder)
  }
}
