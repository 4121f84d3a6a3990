extension Prefix {
  /// The block of the same size just below; nil at the bottom.
  @inlinable
  public var previous: Self? {
    network.previous.map { Self(containing: $0, length: length) }
  }

  /// The block of the same size just above; nil at the top.
  @inlinable
  public var next: Self? {
    last.next.map { Self(containing: $0, length: length) }
  }

  /// The block of twice the size that holds this one; nil for /0.
  @inlinable
  public var parent: Self? {
    length > 0 ? Self(containing: network, length: length - 1) : nil
  }

  /// The other half of the parent; nil for /0.
  @inlinable
  public var sibling: Self? {
    guard length > 0 else { return nil }
    let bit: Address.Bits = 1 << Address.Bits(hostBits)
    return Self(containing: Address(bits: network.bits ^ bit), length: length)
  }
}

/// The blocks around a prefix.
public struct Neighbours: Hashable, Sendable, Encodable {
  /// Of the same size, just below; nil at the bottom.
  public let previous: IPPrefix?

  /// Of the same size, just above; nil at the top.
  public let next: IPPrefix?

  /// Of twice the size, around it; nil for /0.
  public let parent: IPPrefix?

  /// The other half of the parent; nil for /0.
  public let sibling: IPPrefix?
}

extension IPPrefix {
  public var neighbours: Neighbours {
    switch self {
    case .v4(let prefix): prefix.neighbours
    case .v6(let prefix): prefix.neighbours
    }
  }
}

extension Prefix {
  public var neighbours: Neighbours {
    Neighbours(
      previous: previous.map(Address.wrap), next: next.map(Address.wrap),
      parent: parent.map(Address.wrap), sibling: sibling.map(Address.wrap))
  }
}

/// How two blocks lie to each other.
public enum Relation: String, Hashable, Sendable, Encodable {
  case equal
  /// The first holds the second and more.
  case contains
  /// The second holds the first and more.
  case inside
  case overlaps
  /// No address in common, none between them.
  case adjacent
  case disjoint
}

extension IPRange {
  /// How this range lies to another; disjoint across families.
  public func relation(to other: IPRange) -> Relation {
    switch (self, other) {
    case (.v4(let left), .v4(let right)): left.relation(to: right)
    case (.v6(let left), .v6(let right)): left.relation(to: right)
    case (.v4, .v6), (.v6, .v4): .disjoint
    }
  }
}

extension AddressRange {
  public func relation(to other: Self) -> Relation {
    if self == other { return .equal }
    if contains(other) { return .contains }
    if other.contains(self) { return .inside }
    if overlaps(other) { return .overlaps }
    return last.next == other.first || other.last.next == first ? .adjacent : .disjoint
  }
}
