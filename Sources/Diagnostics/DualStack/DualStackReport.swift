public import Addressing

/// The whole answer: the judgement, who was contacted, and the facts it rests on.
public struct DualStackReport: Encodable, Sendable {
  public var judgement: Judgement
  /// Every address that packets were sent to on behalf of this check.
  public var contacted: [Contact]
  /// From the beginning to the verdict.
  public var duration: Duration
  public var facts: DualStackFacts
  /// The signal that ended the check early; nil for none.
  public var interruptedBy: Int32?

  /// Somebody that was asked, and as what.
  public struct Contact: Encodable, Hashable, Sendable {
    public enum Role: String, Encodable, Hashable, Sendable {
      case nameServer = "name-server"
      case target
    }

    public var role: Role
    public var address: ScopedAddress
  }

  private enum CodingKeys: String, CodingKey {
    case contacted, duration
  }

  /// One flat object: the judgement's keys, then these, then the facts'.
  public func encode(to encoder: any Encoder) throws {
    try judgement.encode(to: encoder)
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(contacted, forKey: .contacted)
    try row.encode(duration, forKey: .duration)
    try facts.encode(to: encoder)
  }
}
