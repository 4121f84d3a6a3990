import Addressing

/// Orders the addresses of a name as a C library does, and says by which rule (RFC 6724 §6).
public struct DestinationOrder: Sendable {
  public let policy: AddressPolicy

  public init(_ policy: AddressPolicy) { self.policy = policy }

  /// What parts two candidates.
  public struct Decision: Hashable, Sendable {
    public var rule: OrderRule
    /// True where the first goes first, or nothing parts them.
    public var isFirst: Bool
    /// `higher precedence (40 over 10)`.
    public var reason: String
  }

  /// Applies the rules one after the other to a pair.
  public func decide(_ first: Candidate, _ second: Candidate) -> Decision {
    if let decision = usability(first, second) { return decision }
    if let a = first.source, let b = second.source,
      let decision = fit(first, a, second, b)
    {
      return decision
    }
    let (a, b) = (
      policy.precedence(of: first.destination), policy.precedence(of: second.destination)
    )
    if a != b { return decision(.higherPrecedence, a > b, "higher precedence", over(a, b)) }
    if let decision = transport(first, second) { return decision }
    let (near, far) = (policy.scope(of: first.destination), policy.scope(of: second.destination))
    if near != far {
      let names = near < far ? "\(near.name) before \(far.name)" : "\(far.name) before \(near.name)"
      return decision(.smallerScope, near < far, "smaller scope", names)
    }
    let (own, other) = (matchingBits(first, with: second), matchingBits(second, with: first))
    if own != other {
      return decision(.longestPrefix, own > other, "longer matching prefix", over(own, other))
    }
    return Decision(rule: .unchanged, isFirst: true, reason: "nothing parts them: order kept")
  }

  // MARK: The rules

  /// Rule 1.
  private func usability(_ first: Candidate, _ second: Candidate) -> Decision? {
    let (a, b) = (first.source != nil, second.source != nil)
    guard a != b else { return nil }
    return Decision(
      rule: .avoidUnusable, isFirst: a, reason: "there is no route to the other")
  }

  /// Rules 2 to 5, on destinations that both have a source.
  private func fit(
    _ first: Candidate, _ a: Candidate.Source, _ second: Candidate, _ b: Candidate.Source
  ) -> Decision? {
    let scopeFits = (matchesScope(first, a), matchesScope(second, b))
    if scopeFits.0 != scopeFits.1 {
      return Decision(
        rule: .matchingScope, isFirst: scopeFits.0,
        reason: "only its source address has the same scope")
    }
    if policy.algorithm != .musl {
      if a.isDeprecated != b.isDeprecated {
        return Decision(
          rule: .avoidDeprecated, isFirst: b.isDeprecated,
          reason: "the other's source address is deprecated")
      }
      if a.isHome != b.isHome {
        return Decision(
          rule: .homeAddress, isFirst: a.isHome, reason: "its source is a home address")
      }
    }
    let labelFits = (matchesLabel(first, a), matchesLabel(second, b))
    guard labelFits.0 != labelFits.1 else { return nil }
    let (loser, source) = labelFits.0 ? (second, b) : (first, a)
    let labels = "\(policy.label(of: loser.destination)) from \(policy.label(of: source.address))"
    return Decision(
      rule: .matchingLabel, isFirst: labelFits.0,
      reason: "the label matches its source's (the other's is \(labels))")
  }

  private func matchesScope(_ candidate: Candidate, _ source: Candidate.Source) -> Bool {
    policy.scope(of: candidate.destination) == policy.scope(of: source.address)
  }

  private func matchesLabel(_ candidate: Candidate, _ source: Candidate.Source) -> Bool {
    policy.label(of: candidate.destination) == policy.label(of: source.address)
  }

  /// Rule 7: a tunnel comes after what is not one.
  private func transport(_ first: Candidate, _ second: Candidate) -> Decision? {
    guard policy.algorithm != .musl, let a = first.source, let b = second.source,
      a.interfaceIndex != b.interfaceIndex, a.isNative != b.isNative
    else { return nil }
    return Decision(
      rule: .nativeTransport, isFirst: a.isNative, reason: "the other goes through a tunnel")
  }

  /// Rule 9: how many leading bits a destination shares with its source.
  private func matchingBits(_ candidate: Candidate, with other: Candidate) -> Int {
    guard let source = candidate.source else { return 0 }
    if policy.algorithm == .musl {
      let difference = candidate.destination.mapped.bits ^ source.address.mapped.bits
      return difference.leadingZeroBitCount
    }
    switch (candidate.destination, source.address, other.destination) {
    case (.v6(let destination), .v6(let address), .v6):
      return (destination.bits ^ address.bits).leadingZeroBitCount
    case (.v4(let destination), .v4(let address), .v4):
      let difference = destination.bits ^ address.bits
      let common = difference.leadingZeroBitCount
      // glibc: addresses beyond the subnet share no more than the provider's luck.
      let subnet = source.prefixLength == 0 ? 32 : source.prefixLength
      return policy.algorithm == .standard || common >= subnet ? common : 0
    default: return 0
    }
  }

  // MARK: Words

  private func decision(
    _ rule: OrderRule, _ isFirst: Bool, _ reason: String, _ detail: String
  ) -> Decision {
    Decision(rule: rule, isFirst: isFirst, reason: "\(reason) (\(detail))")
  }

  private func over(_ a: Int, _ b: Int) -> String { "\(max(a, b)) over \(min(a, b))" }
}
