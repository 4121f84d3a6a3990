/// Finds, for an address, the smallest of many ranges that holds it. The ranges may nest and
/// overlap; they are cut into pieces that do not, and a table leads to the few pieces near an
/// address, so that a look-up among 100,000 costs two or three loads.
///
/// Public, though this room alone uses it: what an internal generic type conforms to is looked up
/// when it is first used, 300,000 instructions in each run of `ipcalc grep` (callgrind).
@safe
public struct PatternIndex<Address: InternetAddress>: ~Copyable {
  private typealias Piece = (first: Address, last: Address, pattern: Int32)

  private let pieces: UnsafeMutablePointer<Piece>
  private let pieceCount: Int

  /// For each stretch of addresses the first piece that ends in it or after it.
  private let table: UnsafeMutablePointer<UInt32>
  private let lowest: Address.Bits
  private let highest: Address.Bits
  private let shift: Address.Bits

  /// Stretches in the table.
  private static var stretches: Int { 65536 }

  /// `patterns` come with the numbers that `pattern(of:)` answers.
  init(_ patterns: [(range: AddressRange<Address>, number: Int)]) {
    let cut = Self.cut(patterns)
    self.init(count: cut.count) { index in cut[index] }
  }

  /// Only asks whether an address is in the set; every number is 0.
  init(_ set: borrowing AddressSet<Address>) {
    self.init(count: set.rangeCount) { index in (set[index].first, set[index].last, 0) }
  }

  private init(count: Int, _ piece: (Int) -> Piece) {
    pieceCount = count
    unsafe pieces = .allocate(capacity: max(count, 1))
    for index in 0..<count { unsafe (pieces + index).initialize(to: piece(index)) }
    unsafe table = .allocate(capacity: Self.stretches + 1)
    guard count > 0 else {
      (lowest, highest, shift) = (.max, .min, 0)
      return
    }
    let start = piece(0).first.bits
    let end = piece(count - 1).last.bits
    let width = Address.Bits.bitWidth - (end - start).leadingZeroBitCount
    (lowest, highest, shift) = (start, end, Address.Bits(max(width - 16, 0)))
    var next = 0
    for stretch in 0...Self.stretches {
      while next < count,
        unsafe Int(truncatingIfNeeded: (pieces[next].last.bits - start) >> shift) < stretch
      {
        next += 1
      }
      unsafe table[stretch] = UInt32(next)
    }
  }

  deinit {
    unsafe pieces.deallocate()
    unsafe table.deallocate()
  }

  /// The number of the smallest pattern that holds the address; nil if none does.
  @inline(__always)
  borrowing func pattern(of address: Address) -> Int? {
    guard let piece = piece(at: address) else { return nil }
    return unsafe Int(pieces[piece].pattern)
  }

  /// The number of the smallest pattern that holds the first address, if patterns together hold
  /// every address of the range.
  borrowing func pattern(ofAll range: AddressRange<Address>) -> Int? {
    guard var piece = piece(at: range.first) else { return nil }
    let number = unsafe Int(pieces[piece].pattern)
    while unsafe pieces[piece].last < range.last {
      guard piece + 1 < pieceCount, let next = unsafe pieces[piece].last.next,
        unsafe pieces[piece + 1].first == next
      else { return nil }
      piece += 1
    }
    return number
  }

  @inline(__always)
  private borrowing func piece(at address: Address) -> Int? {
    let bits = address.bits
    guard bits >= lowest, bits <= highest else { return nil }
    let stretch = Int(truncatingIfNeeded: (bits &- lowest) &>> shift)
    var low = unsafe Int(table[stretch])
    // The piece at the next stretch's start may reach back into this one.
    var high = unsafe Int(table[stretch &+ 1])
    while high &- low > 4 {
      let middle = (low &+ high) &>> 1
      if unsafe pieces[middle].last < address { low = middle &+ 1 } else { high = middle }
    }
    while low < pieceCount, unsafe pieces[low].last < address { low &+= 1 }
    return unsafe low < pieceCount && pieces[low].first <= address ? low : nil
  }

  /// Pieces in order, each with the smallest pattern that holds it; equal ones go to the first.
  private static func cut(
    _ patterns: [(range: AddressRange<Address>, number: Int)]
  ) -> [Piece] {
    let sorted = patterns.sorted { left, right in
      (left.range.first, left.number) < (right.range.first, right.number)
    }
    var pieces: [Piece] = []
    pieces.reserveCapacity(sorted.count)
    var active = Heap<Holder<Address>>()
    var next = 0
    var at = Address.lowest
    while true {
      while let top = active.least, top.last < at { active.pop() }
      if active.least == nil {
        guard next < sorted.count else { return pieces }
        at = max(at, sorted[next].range.first)
      }
      while next < sorted.count, sorted[next].range.first <= at {
        if sorted[next].range.last >= at {
          active.push(Holder(sorted[next].range, sorted[next].number))
        }
        next += 1
      }
      guard let top = active.least else { continue }
      var end = top.last
      if next < sorted.count, sorted[next].range.first <= end,
        let before = sorted[next].range.first.previous
      {
        end = before
      }
      if let previous = pieces.last, previous.pattern == Int32(top.number),
        previous.last.next == at
      {
        pieces[pieces.count - 1].last = end
      } else {
        pieces.append((at, end, Int32(top.number)))
      }
      guard let after = end.next else { return pieces }
      at = after
    }
  }
}

/// A range that holds the present address.
private struct Holder<Address: InternetAddress>: Comparable {
  let distance: Address.Bits
  let number: Int
  let last: Address

  init(_ range: AddressRange<Address>, _ number: Int) {
    distance = range.last.bits - range.first.bits
    self.number = number
    last = range.last
  }

  /// The smallest range first; of equal ones the first given.
  static func < (left: Self, right: Self) -> Bool {
    (left.distance, left.number) < (right.distance, right.number)
  }
}
