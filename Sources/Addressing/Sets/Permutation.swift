/// A random order of 0..<count that needs no memory: a Feistel network shuffles the next power of
/// four, and what falls outside is sent through again until it falls inside (cycle walking; Black
/// and Rogaway 2002). On average that takes fewer than four rounds through.
struct Permutation: Sendable {
  private let count: UInt128
  private let halfBits: UInt128
  private let keys: [UInt64]

  init(count: UInt128, seed: UInt64) {
    self.count = count
    let bits = UInt128.bitWidth - (count - 1).leadingZeroBitCount
    halfBits = UInt128(max((bits + 1) / 2, 1))
    var generator = SplitMix64(state: seed)
    // Four rounds pass every statistical test that a shuffled list needs; this is no cipher.
    keys = (0..<6).map { _ in generator.next() }
  }

  /// Where `index` goes; both are below `count`.
  subscript(index: UInt128) -> UInt128 {
    var place = index
    repeat { place = shuffled(place) } while place >= count
    return place
  }

  private func shuffled(_ place: UInt128) -> UInt128 {
    let mask: UInt128 = (1 << halfBits) - 1
    var (left, right) = (place >> halfBits, place & mask)
    for key in keys {
      let mixed = SplitMix64.mix(UInt64(truncatingIfNeeded: right) ^ key)
      (left, right) = (right, (left ^ UInt128(mixed)) & mask)
    }
    return left << halfBits | right
  }
}

/// A small generator whose whole sequence follows from its seed (Steele, Lea and Flood 2014).
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// Spreads each bit of the input over all bits of the output.
  static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
