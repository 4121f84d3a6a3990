/// How a list is read.
package struct EntryOptions: Sendable {
  package var rules: ParsingRules = .strict

  /// End at the first bad entry.
  package var stopsAtFault = false

  /// Keep every entry apart, in its order; otherwise neighbours may be stored as one.
  package var keepsOrder = false

  package init(
    rules: ParsingRules = .strict, stopsAtFault: Bool = false, keepsOrder: Bool = false
  ) {
    self.rules = rules
    self.stopsAtFault = stopsAtFault
    self.keepsOrder = keepsOrder
  }
}

/// Figures of one file or piece of a file.
package struct EntryTally: Hashable, Sendable {
  /// Lines, the last one without a newline too.
  package var lines = 0

  /// Good entries.
  package var entries = 0

  /// Good entries with host bits set, which were dropped: 10.0.0.1/8 counts as 10.0.0.0/8.
  package var hostBits = 0

  /// Bad entries.
  package var faults = 0

  package init() {}

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.lines += right.lines
    sum.entries += right.entries
    sum.hostBits += right.hostBits
    sum.faults += right.faults
    return sum
  }
}
