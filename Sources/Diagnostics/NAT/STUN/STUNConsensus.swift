public import Addressing

/// What several servers say together: each has one vote, and a liar is outvoted.
public struct STUNConsensus: Sendable {
  public private(set) var servers: [STUNFindings]
  /// The address that most servers see; nil where none answered or no address has most votes.
  public private(set) var external: IPAddress?
  /// How many servers see it.
  public private(set) var agreeing = 0

  public init(_ servers: [STUNFindings]) {
    self.servers = servers
    let votes = Dictionary(grouping: servers.filter(\.hasAnswered)) { $0.mapped }
    let ranking = votes.compactMap { address, voters in address.map { ($0, voters.count) } }
      .sorted { $0.1 > $1.1 }
    guard let (winner, count) = ranking.first else { return }
    // A NAT with a pool gives each socket another address: then differing is no lie.
    let pool = Set(servers.flatMap(\.pool))
    let isPool = servers.contains { $0.pool.count > 1 }
    let hasRival = ranking.dropFirst().contains {
      $0.1 == count && !(isPool && pool.contains($0.0))
    }
    guard !hasRival else { return }
    external = winner
    agreeing = count
    for index in self.servers.indices where self.servers[index].hasAnswered {
      guard let mapped = self.servers[index].mapped else { continue }
      self.servers[index].isOutvoted = mapped != winner && !(isPool && pool.contains(mapped))
    }
  }

  private var believed: [STUNFindings] {
    external == nil ? [] : servers.filter { $0.hasAnswered && !$0.isOutvoted }
  }

  public var mapping: Dependence? { Self.majority(believed.compactMap(\.mapping)) }
  public var filtering: Dependence? { Self.majority(believed.compactMap(\.filtering)) }

  /// Whether servers contradict each other and none has more votes.
  public var hasConflict: Bool { external == nil && servers.contains(where: \.hasAnswered) }

  /// Whether every port was kept; nil without samples.
  public var preservesPorts: Bool? {
    let samples = believed.compactMap(\.ports)
    return samples.isEmpty ? nil : samples.allSatisfy { $0.preserved == $0.samples }
  }

  /// Whether nothing comes back over UDP although something else shows that the server is there, or
  /// a router says that it will not forward.
  public var isUDPBlocked: Bool {
    guard !servers.isEmpty, !servers.contains(where: \.hasAnswered) else { return false }
    return servers.contains {
      $0.silence == .prohibited || ($0.silence == .quiet && $0.tcp?.hasAnswered == true)
    }
  }

  public var answersTCP: Bool { servers.contains { $0.tcp?.hasAnswered == true } }
  public var externalByTCP: IPAddress? { servers.lazy.compactMap { $0.tcp?.mapped }.first }

  /// The value that most say; nil where two are equal.
  private static func majority(_ values: [Dependence]) -> Dependence? {
    let ranking = Dictionary(grouping: values) { $0 }.map { ($0.key, $0.value.count) }
      .sorted { $0.1 > $1.1 }
    guard let first = ranking.first else { return nil }
    return ranking.count > 1 && ranking[1].1 == first.1 ? nil : first.0
  }
}
