public import Addressing
import Platform

/// What is to be found out about this machine's two families.
public struct DualStackQuestion: Sendable {
  /// Empty for this machine and its name servers alone.
  public var targets: [DualStackTarget] = []
  /// How long the whole check may take.
  public var timeout = Duration.seconds(3)
  /// The head start of each attempt of the race.
  public var delay = Duration.milliseconds(250)
  /// Whether to find the path MTU as well, by UDP to closed ports of the targets.
  public var measuresPathMTU = false
  /// Whether to try the translator even where IPv4 works.
  public var triesNAT64 = false
  /// Whether to ask nobody at all.
  public var isLocal = false
  /// The variable RES_OPTIONS, which the system's resolver reads.
  public var resolverOptions: String?
  /// The name servers; nil for those of the system.
  public var nameServers: [ScopedAddress]?

  public init() {}
}
