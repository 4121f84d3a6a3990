package import Addressing
import Platform

/// What is to be found out about this machine's two families.
package struct DualStackQuestion: Sendable {
  /// Empty for this machine and its name servers alone.
  package var targets: [DualStackTarget] = []
  /// How long the whole check may take.
  package var timeout = Duration.seconds(3)
  /// The head start of each attempt of the race.
  package var delay = Duration.milliseconds(250)
  /// Whether to find the path MTU as well, by UDP to closed ports of the targets.
  package var measuresPathMTU = false
  /// Whether to try the translator even where IPv4 works.
  package var triesNAT64 = false
  /// Whether to ask nobody at all.
  package var isLocal = false
  /// The variable RES_OPTIONS, which the system's resolver reads.
  package var resolverOptions: String?
  /// The name servers; nil for those of the system.
  package var nameServers: [ScopedAddress]?

  package init() {}
}
