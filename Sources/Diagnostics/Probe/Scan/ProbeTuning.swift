/// How hard and how patiently a scan asks.
public struct ProbeTuning: Sendable {
  /// Whether truth may cost time.
  public enum Patience: Sendable {
    /// Takes silence of a host that limits its answers for what it looks like.
    case fast
    /// Waits for limited resets, which are many a second; flags limited ICMP, which is not.
    case usual
    /// Waits for all.
    case accurate
  }

  /// The longest wait for an answer.
  public var timeout = Duration.seconds(1)
  /// How often silence is asked; nil: twice, and up to five times where answers get lost.
  public var tries: Int?
  /// Probes open at once; nil: from 1,000 to what descriptors allow, as answers come.
  public var window: Int?
  /// Probes a second over all threads; nil for no limit.
  public var rate: Double?
  public var patience = Patience.usual
  /// Threads; nil for as many as the scan is worth.
  public var threads: Int?

  public init() {}

  var leastTries: Int { tries ?? 2 }
  var mostTries: Int { tries ?? 5 }
}
