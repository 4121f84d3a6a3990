import Platform
public import Sockets

/// What a verdict is drawn from.
public struct LookupFacts: Sendable {
  public var name: HostName
  /// The one family that was asked for; nil for both.
  public var family: AddressFamily?
  /// The look-up as applications do it, of the family that was asked for.
  public var any: LookupOutcome
  /// Those of each family alone, beside it; nil where only one family was asked for.
  public var v4: LookupOutcome?
  public var v6: LookupOutcome?
  /// Each name server asked alone; empty where that was not needed.
  public var servers: [ServerReport]
  /// Whether the hosts file has the name: the name servers then have no say in it.
  public var isInHostsFile: Bool

  public init(
    name: HostName, family: AddressFamily? = nil, any: LookupOutcome,
    v4: LookupOutcome? = nil, v6: LookupOutcome? = nil, servers: [ServerReport] = [],
    isInHostsFile: Bool = false
  ) {
    self.name = name
    self.family = family
    self.any = any
    self.v4 = v4
    self.v6 = v6
    self.servers = servers
    self.isInHostsFile = isInHostsFile
  }

  /// From here on an error that says "temporary" has been waited for; resolv.conf's shortest
  /// timeout is one second, and answers that refuse come at once.
  static let patience = Duration.milliseconds(900)

  /// Whether the name servers should be asked alone to learn why the look-ups went as they did.
  public var needServers: Bool {
    ([any, v4, v6] as [LookupOutcome?]).contains { outcome in
      guard let outcome else { return false }
      if outcome.elapsed >= Self.patience { return true }
      switch outcome.error?.reason {
      case .temporary, .failed, .system, .timedOut: return true
      case .noSuchName: return !outcome.lacksDescriptors && any.isFound && !isInHostsFile
      default: return false
      }
    }
  }
}

extension Duration {
  /// In words for a sentence: `6 ms`, `15.0 s`.
  var inWords: String {
    let milliseconds = milliseconds
    if milliseconds < 1000 {
      guard milliseconds < 10 else { return "\(Int(milliseconds.rounded())) ms" }
      let tenths = Int((milliseconds * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) ms" : "\(tenths / 10).\(tenths % 10) ms"
    }
    let tenths = Int((milliseconds / 100).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
