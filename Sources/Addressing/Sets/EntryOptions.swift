/// How a list is read.
public struct EntryOptions: Sendable {
  public var rules: ParsingRules = .strict

  /// End at the first bad entry.
  public var stopsAtFault = false

  /// Keep every entry apart, in its order; otherwise neighbours may be stored as one.
  public var keepsOrder = false

  public init(
    rules: ParsingRules = .strict, stopsAtFault: Bool = false, keepsOrder: Bool = false
  ) {
    self.rules = rules
    self.stopsAtFault = stopsAtFault
    self.keepsOrder = keepsOrder
  }
}

/// Figures of one file or piece of a file.
public struct EntryTally: Hashable, Sendable {
  /// Lines, the last one without a newline too.
  public var lines = 0

  /// Good entries.
  public var entries = 0

  /// Good entries with host bits set, which were dropped: 10.0.0.1/8 counts as 10.0.0.0/8.
  public var hostBits = 0

  /// Bad entries.
  public var faults = 0

  public init() {}

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.lines += right.lines
    sum.entries += right.entries
    sum.hostBits += right.hostBits
    sum.faults += right.faults
    return sum
  }
}
