import Addressing

/// Which of many parts are shown: all, those at the ends, or no more than a limit.
struct SplitWindow: Sendable {
  var first: Int?
  var last: Int?
  var limit: Int?

  /// The numbers of the parts that are shown, in order; the last part of all has `lastIndex`.
  ///
  /// Closed ranges, since there can be 2^128 parts and then no number is beyond the last.
  func runs(upTo lastIndex: UInt128) -> [ClosedRange<UInt128>] {
    var rest = limit.map { UInt128($0) }
    return ends(upTo: lastIndex).compactMap { run in
      guard let allowed = rest else { return run }
      guard allowed > 0 else { return nil }
      let upper = min(run.upperBound - run.lowerBound, allowed - 1) + run.lowerBound
      rest = allowed - (upper - run.lowerBound + 1)
      return run.lowerBound...upper
    }
  }

  /// How many parts the limit takes away; nil when none.
  func leftOut(of lastIndex: UInt128) -> AddressCount? {
    guard let limit else { return nil }
    let shown = ends(upTo: lastIndex).reduce(AddressCount.zero) {
      $0 + AddressCount(last: $1.upperBound - $1.lowerBound)
    }
    let limited = AddressCount(limit)
    return limited < shown ? shown - limited : nil
  }

  private func ends(upTo lastIndex: UInt128) -> [ClosedRange<UInt128>] {
    guard first != nil || last != nil else { return [0...lastIndex] }
    let head = first.flatMap { $0 > 0 ? 0...min(UInt128($0) - 1, lastIndex) : nil }
    let tail = last.flatMap {
      $0 > 0 ? lastIndex - min(UInt128($0) - 1, lastIndex)...lastIndex : nil
    }
    guard let head, let tail else { return [head, tail].compactMap { $0 } }
    return tail.lowerBound <= head.upperBound ? [0...lastIndex] : [head, tail]
  }
}
