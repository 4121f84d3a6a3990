/// What an application waits that tries the addresses in turn, as most did before RFC 8305.
public struct Cost: Encodable, Hashable, Sendable {
  public var ms: Duration
  /// Whether it waits longer still: nobody waited to the end.
  public var isAtLeast: Bool

  /// 5 s: glibc's and most other resolvers' wait before they ask another server.
  static let resolverPatience = Duration.seconds(5)

  private enum CodingKeys: String, CodingKey {
    case ms
    case isAtLeast = "at_least"
  }

  public init(ms: Duration, isAtLeast: Bool = false) {
    self.ms = ms
    self.isAtLeast = isAtLeast
  }

  init?(_ verdict: DualStackVerdict, _ reason: DualStackReason?, _ facts: DualStackFacts) {
    if reason == .dns {
      self.init(ms: Self.resolverPatience, isAtLeast: true)
      return
    }
    let family: Family = verdict == .brokenIPv4 || verdict == .slowIPv4 ? .ipv4 : .ipv6
    guard
      let target = facts.targets.first(where: { Self.pays($0, family) }),
      let connect = target[family], let time = connect.ms
    else { return nil }
    switch verdict {
    case .slowIPv6, .slowIPv4:
      self.init(ms: time - (target[family.other]?.ms ?? .zero))
    case .brokenIPv6, .brokenIPv4:
      guard !connect.isConnected else { return nil }
      self.init(ms: time, isAtLeast: connect.status == .timeout)
    case .dualStack, .ipv4Only, .ipv6Disabled, .ipv6Only, .ipv6OnlyNAT64, .targetV4Only,
      .targetV6Only, .offline, .unknown:
      return nil
    }
  }

  /// Whether the first address that is tried is of the family.
  private static func pays(_ target: TargetFacts, _ family: Family) -> Bool {
    guard target[family]?.isTried == true else { return false }
    return target.lookup.addresses.first.map { Family($0) == family } ?? true
  }
}
