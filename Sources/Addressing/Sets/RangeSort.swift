/// Puts ranges in order by their first address and joins those that overlap or touch.
///
/// One pass deals them into up to 2048 piles by the highest bits in which they differ. A pile fits
/// the first cache; the sixteen bits below are sorted there, eight at a time from the low end, and
/// what little is still out of order is put right by insertion. Two threads each take half of the
/// ranges, then half of the piles.
enum RangeSort<Address: InternetAddress> {
  typealias Element = AddressRange<Address>

  /// The ranges of both stores, in order and joined; either store may come back itself.
  static func merged(
    _ left: consuming RangeStore<Address>, _ right: consuming RangeStore<Address>
  ) -> RangeStore<Address> {
    if right.count == 0, left.profile.isAscending {
      left.count = unsafe coalesce(left.base, left.count)
      return left
    }
    if left.count == 0, right.profile.isAscending {
      right.count = unsafe coalesce(right.base, right.count)
      return right
    }
    let workbench = left.workbench
    let total = left.count + right.count
    var merged = RangeStore<Address>(capacity: total, on: workbench)
    let profile = left.profile.joined(right.profile)
    let digit = Digit(
      any: profile.any, all: profile.all,
      width: min(max(Int.bitWidth - total.leadingZeroBitCount - 2, 4), Digit.widest))
    merged.count = unsafe left.withElements { low in
      unsafe right.withElements { high in
        unsafe deal(low, high, into: merged.base, by: digit, workbench)
      }
    }
    return merged
  }

  /// Both stores into piles, each pile sorted, neighbours joined; answers how many ranges are left.
  private static func deal(
    _ low: UnsafeBufferPointer<Element>, _ high: UnsafeBufferPointer<Element>,
    into merged: UnsafeMutablePointer<Element>, by digit: Digit, _ workbench: Workbench
  ) -> Int {
    let total = low.count + high.count
    // Where each pile begins, and after the last one the total.
    let starts = unsafe [Int](unsafeUninitializedCapacity: digit.piles + 1) { starts, count in
      unsafe starts.initialize(repeating: total)
      count = digit.piles + 1
      unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * digit.piles) { counts in
        unsafe counts.initialize(repeating: 0)
        let ofLow = counts.baseAddress!
        let ofHigh = unsafe ofLow + digit.piles
        workbench.both(
          { unsafe tally(low, by: digit, ofLow) }, { unsafe tally(high, by: digit, ofHigh) })
        var at: UInt32 = 0
        for pile in 0..<digit.piles {
          unsafe starts[pile] = Int(at)
          let sizes = unsafe (ofLow[pile], ofHigh[pile])
          unsafe ofLow[pile] = at
          unsafe ofHigh[pile] = at + sizes.0
          at += sizes.0 + sizes.1
        }
        workbench.both(
          { unsafe scatter(low, by: digit, to: merged, ofLow) },
          { unsafe scatter(high, by: digit, to: merged, ofHigh) })
      }
    }
    let middle = starts.firstIndex { $0 >= total / 2 } ?? 0
    var (ofFirst, ofSecond) = (0, 0)
    let half = starts[middle]
    workbench.both(
      {
        unsafe sortPiles(merged, starts[0...middle], workbench)
        ofFirst = unsafe coalesce(merged, half)
      },
      {
        unsafe sortPiles(merged, starts[middle...], workbench)
        ofSecond = unsafe coalesce(merged + half, total - half)
      })
    // Close the gap between the halves, and join them where they meet.
    unsafe (merged + ofFirst).update(from: merged + half, count: ofSecond)
    return unsafe coalesce(merged, ofFirst + ofSecond, from: max(ofFirst - 1, 0))
  }

  /// Joins neighbours that overlap or touch, from index `from` on; answers how many are left.
  static func coalesce(
    _ ranges: UnsafeMutablePointer<Element>, _ count: Int, from: Int = 0
  ) -> Int {
    guard count - from > 1 else { return count }
    var kept = from
    var current = unsafe ranges[from]
    for index in from + 1..<count {
      let next = unsafe ranges[index]
      if current.reaches(next.first) {
        if next.last > current.last { current = Element(ascending: current.first, next.last) }
      } else {
        unsafe ranges[kept] = current
        kept &+= 1
        current = next
      }
    }
    unsafe ranges[kept] = current
    return kept + 1
  }

  // MARK: Piles

  /// Sorts the piles between neighbouring starts.
  private static func sortPiles(
    _ ranges: UnsafeMutablePointer<Element>, _ starts: ArraySlice<Int>, _ workbench: Workbench
  ) {
    var largest = 0
    for pile in starts.indices.dropLast() {
      largest = max(largest, starts[pile + 1] - starts[pile])
    }
    let spare = RangeStore<Address>(capacity: largest, on: workbench)
    unsafe spare.withSpace { space in
      for pile in starts.indices.dropLast() {
        let start = starts[pile]
        unsafe sortPile(ranges + start, starts[pile + 1] - start, spare: space)
      }
    }
  }

  /// Sorts `count` ranges in place, with room for as many in `spare`.
  private static func sortPile(
    _ ranges: UnsafeMutablePointer<Element>, _ count: Int, spare: UnsafeMutablePointer<Element>
  ) {
    if count > smallPile {
      let pile = unsafe UnsafeBufferPointer(start: ranges, count: count)
      guard let key = unsafe Digit(of: pile, width: 16) else { return }
      unsafe sort(pile, by: key, ranges, spare)
      // Ranges alike in all sixteen bits: their own highest differing bits are further down.
      var start = 0
      while start < count {
        let pile = unsafe key.of(ranges[start])
        var end = start + 1
        while end < count, unsafe key.of(ranges[end]) == pile { end &+= 1 }
        if end - start > smallPile {
          unsafe sortPile(ranges + start, end - start, spare: spare)
        }
        start = end
      }
    }
    unsafe insertionSort(ranges, count)
  }

  /// Up to this many are put in order by insertion.
  private static var smallPile: Int { 24 }

  /// Two passes, by the low eight bits of the key into `spare` and by the high eight back.
  private static func sort(
    _ pile: UnsafeBufferPointer<Element>, by key: Digit,
    _ ranges: UnsafeMutablePointer<Element>, _ spare: UnsafeMutablePointer<Element>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512) { counts in
      unsafe counts.initialize(repeating: 0)
      let low = counts.baseAddress!
      let high = unsafe low + 256
      for index in 0..<pile.count {
        let value = unsafe key.of(pile[index])
        unsafe low[value & 255] &+= 1
        unsafe high[value &>> 8] &+= 1
      }
      var (ofLow, ofHigh) = (0 as UInt32, 0 as UInt32)
      for digit in 0..<256 {
        let sizes = unsafe (low[digit], high[digit])
        unsafe low[digit] = ofLow
        unsafe high[digit] = ofHigh
        ofLow &+= sizes.0
        ofHigh &+= sizes.1
      }
      for index in 0..<pile.count {
        let range = unsafe ranges[index]
        let digit = key.of(range) & 255
        unsafe spare[Int(low[digit])] = range
        unsafe low[digit] &+= 1
      }
      for index in 0..<pile.count {
        let range = unsafe spare[index]
        let digit = key.of(range) &>> 8
        unsafe ranges[Int(high[digit])] = range
        unsafe high[digit] &+= 1
      }
    }
  }

  @inline(__always)
  private static func insertionSort(_ ranges: UnsafeMutablePointer<Element>, _ count: Int) {
    guard count > 1 else { return }
    for index in 1..<count {
      let moving = unsafe ranges[index]
      var at = index
      while at > 0, unsafe moving.first < ranges[at &- 1].first {
        unsafe ranges[at] = unsafe ranges[at &- 1]
        at &-= 1
      }
      if at != index { unsafe ranges[at] = moving }
    }
  }

  @inline(__always)
  private static func tally(
    _ ranges: UnsafeBufferPointer<Element>, by digit: Digit,
    _ counts: UnsafeMutablePointer<UInt32>
  ) {
    for index in 0..<ranges.count {
      unsafe counts[digit.of(ranges[index])] &+= 1
    }
  }

  @inline(__always)
  private static func scatter(
    _ ranges: UnsafeBufferPointer<Element>, by digit: Digit,
    to piles: UnsafeMutablePointer<Element>, _ next: UnsafeMutablePointer<UInt32>
  ) {
    for index in 0..<ranges.count {
      let range = unsafe ranges[index]
      let pile = digit.of(range)
      unsafe piles[Int(next[pile])] = range
      unsafe next[pile] &+= 1
    }
  }

  /// The highest bits in which first addresses differ, taken as a number.
  private struct Digit {
    let shift: Address.Bits
    let mask: Int

    /// 2048 piles: more would pass the reach of the processor's page table cache.
    static var widest: Int { 11 }

    var piles: Int { mask + 1 }

    /// `any` and `all` are the OR and the AND of the addresses.
    init(any: Address.Bits, all: Address.Bits, width: Int) {
      let differing = Address.Bits.bitWidth - (any ^ all).leadingZeroBitCount
      let width = min(width, differing)
      shift = Address.Bits(truncatingIfNeeded: differing - width)
      mask = 1 << width - 1
    }

    /// Nil when all first addresses are the same.
    init?(of ranges: UnsafeBufferPointer<Element>, width: Int) {
      var (any, all) = (Address.Bits.min, Address.Bits.max)
      for index in 0..<ranges.count {
        let bits = unsafe ranges[index].first.bits
        any |= bits
        all &= bits
      }
      guard any != all else { return nil }
      self.init(any: any, all: all, width: width)
    }

    @inline(__always)
    func of(_ range: Element) -> Int {
      Int(truncatingIfNeeded: range.first.bits &>> shift) & mask
    }
  }
}
