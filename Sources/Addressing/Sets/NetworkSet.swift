/// A set of addresses of both families. Each family is a set of its own; no operation mixes them.
public struct NetworkSet: ~Copyable {
  public var v4: AddressSet<IPv4Address>
  public var v6: AddressSet<IPv6Address>

  public init(
    v4: consuming AddressSet<IPv4Address>, v6: consuming AddressSet<IPv6Address>
  ) {
    self.v4 = v4
    self.v6 = v6
  }

  /// All that two scanners have read, together.
  public init(merging first: consuming EntryScanner, _ second: consuming EntryScanner) {
    self.init(
      v4: AddressSet(merging: first.v4, second.v4),
      v6: AddressSet(merging: first.v6, second.v6))
  }

  public var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

  public var prefixCount: Int { v4.prefixCount + v6.prefixCount }

  public var count: AddressCount { v4.count + v6.count }

  public borrowing func union(_ other: borrowing NetworkSet) -> NetworkSet {
    NetworkSet(v4: v4.union(other.v4), v6: v6.union(other.v6))
  }

  public borrowing func intersection(_ other: borrowing NetworkSet) -> NetworkSet {
    NetworkSet(v4: v4.intersection(other.v4), v6: v6.intersection(other.v6))
  }

  public borrowing func subtracting(_ other: borrowing NetworkSet) -> NetworkSet {
    NetworkSet(v4: v4.subtracting(other.v4), v6: v6.subtracting(other.v6))
  }

  public borrowing func symmetricDifference(_ other: borrowing NetworkSet) -> NetworkSet {
    NetworkSet(
      v4: v4.symmetricDifference(other.v4), v6: v6.symmetricDifference(other.v6))
  }

  /// All addresses of both families that are not in this set.
  public borrowing func complement() -> NetworkSet {
    NetworkSet(v4: v4.complement(), v6: v6.complement())
  }

  /// A larger set of fewer prefixes, each family by its own plan.
  public borrowing func approximated(
    v4 planV4: Approximation, v6 planV6: Approximation
  ) -> NetworkSet {
    NetworkSet(v4: v4.approximated(planV4), v6: v6.approximated(planV6))
  }
}
