/// An observed order of addresses held against the rules.
public struct OrderExplanation: Hashable, Sendable {
  /// What parts each candidate from the next; one fewer than candidates.
  public var decisions: [DestinationOrder.Decision]
  /// The first pair, as places from 0, that the rules order the other way.
  public var contradiction: Contradiction?

  public struct Contradiction: Hashable, Sendable {
    public var first: Int
    public var second: Int
    public var decision: DestinationOrder.Decision
  }

  public var isExplained: Bool { contradiction == nil }

  /// Every pair is checked, not neighbours alone: glibc's comparison need not be transitive.
  public init(of candidates: [Candidate], by order: DestinationOrder) {
    decisions = zip(candidates, candidates.dropFirst()).map { order.decide($0, $1) }
    contradiction = nil
    for first in candidates.indices {
      for second in candidates.indices.dropFirst(first + 1) {
        let decision = order.decide(candidates[first], candidates[second])
        guard decision.isFirst else {
          contradiction = Contradiction(first: first, second: second, decision: decision)
          return
        }
      }
    }
  }
}
