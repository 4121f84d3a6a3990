/// Each operation is one walk over both sets, in time linear to their ranges.
extension AddressSet {
  /// What is in either.
  public borrowing func union(_ other: borrowing AddressSet) -> AddressSet {
    var result = AddressSet(on: workbench)
    var (left, right) = (0, 0)
    while left < rangeCount || right < other.rangeCount {
      let takesLeft =
        right == other.rangeCount
        || left < rangeCount && self[left].first <= other[right].first
      if takesLeft {
        result.append(self[left])
        left += 1
      } else {
        result.append(other[right])
        right += 1
      }
    }
    return result
  }

  /// What is in both.
  public borrowing func intersection(_ other: borrowing AddressSet) -> AddressSet {
    var result = AddressSet(on: workbench)
    var (left, right) = (0, 0)
    while left < rangeCount, right < other.rangeCount {
      let (mine, its) = (self[left], other[right])
      if let common = mine.intersection(its) { result.append(common) }
      if mine.last < its.last { left += 1 } else { right += 1 }
    }
    return result
  }

  /// What is in this set and not in the other.
  public borrowing func subtracting(_ other: borrowing AddressSet) -> AddressSet {
    var result = AddressSet(on: workbench)
    var right = 0
    for index in 0..<rangeCount {
      let range = self[index]
      var first = range.first
      var isUsedUp = false
      while right < other.rangeCount, other[right].last < first { right += 1 }
      while right < other.rangeCount, !isUsedUp, other[right].first <= range.last {
        let hole = other[right]
        if first < hole.first, let before = hole.first.previous {
          result.append(AddressRange(ascending: first, before))
        }
        if hole.last >= range.last {
          isUsedUp = true
        } else if let after = hole.last.next {
          first = after
          right += 1
        }
      }
      if !isUsedUp { result.append(AddressRange(ascending: first, range.last)) }
    }
    return result
  }

  /// What is in one of them and not in both.
  public borrowing func symmetricDifference(_ other: borrowing AddressSet) -> AddressSet {
    let mine = subtracting(other)
    let its = other.subtracting(self)
    return mine.union(its)
  }

  /// Every address of the family that is not in this set.
  public borrowing func complement() -> AddressSet {
    AddressSet.everything(on: workbench).subtracting(self)
  }
}
