/// A random order of 0...last that needs no memory: a Feistel network shuffles the next power of
/// four, and what falls outside is sent through again until it falls inside (cycle walking; Black
/// and Rogaway 2002). On average that takes fewer than four rounds through.
struct Permutation: Sendable {
  private let last: UInt128
  private let halfBits: UInt128
  private let keys: [UInt64]

  init(last: UInt128, seed: UInt64) {
    self.last = last
    let bits = UInt128.bitWidth - last.leadingZeroBitCount
    halfBits = UInt128(max((bits + 1) / 2, 1))
    var generator = SeededGenerator(seed: seed)
    // Six rounds: this has to look shuffled, not to keep a secret.
    keys = (0..<6).map { _ in generator.next() }
  }

  /// Where `index` goes; neither passes `last`.
  subscript(index: UInt128) -> UInt128 {
    var place = index
    repeat { place = shuffled(place) } while place > last
    return place
  }

  private func shuffled(_ place: UInt128) -> UInt128 {
    let mask: UInt128 = (1 << halfBits) - 1
    var (left, right) = (place >> halfBits, place & mask)
    for key in keys {
      let mixed = (UInt64(truncatingIfNeeded: right) ^ key).splitMixed
      (left, right) = (right, (left ^ UInt128(mixed)) & mask)
    }
    return left << halfBits | right
  }
}
