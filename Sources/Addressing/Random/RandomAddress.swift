/// A seedable generator, so that `--seed` repeats an answer: xoshiro256** (Blackman, Vigna 2018),
/// seeded by SplitMix64. Not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var seed = seed
    func splitMix() -> UInt64 {
      seed &+= 0x9e37_79b9_7f4a_7c15
      return seed.splitMixed
    }
    state = (splitMix(), splitMix(), splitMix(), splitMix())
  }

  public mutating func next() -> UInt64 {
    func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
      value << count | value >> (64 - count)
    }
    let result = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return result
  }
}

extension UInt64 {
  /// Each bit spread over all 64: the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  var splitMixed: UInt64 {
    var mixed = self
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

extension Prefix {
  /// Any address of the block, each as likely as another.
  public func randomAddress(using generator: inout some RandomNumberGenerator) -> Address {
    Address(bits: .random(in: first.bits...last.bits, using: &generator))
  }

  /// Any usable address of the block.
  public func randomHost(using generator: inout some RandomNumberGenerator) -> Address {
    Address(bits: .random(in: hosts.first.bits...hosts.last.bits, using: &generator))
  }

  /// Any part of the given length; nil when the length does not fit.
  public func randomSubnet(
    length: Int, using generator: inout some RandomNumberGenerator
  ) -> Self? {
    guard length >= self.length, length <= Address.width else { return nil }
    return Self(containing: randomAddress(using: &generator), length: length)
  }
}

extension IPPrefix {
  /// Any usable address of the block.
  public func randomHost(using generator: inout some RandomNumberGenerator) -> IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.randomHost(using: &generator))
    case .v6(let prefix): .v6(prefix.randomHost(using: &generator))
    }
  }
}

extension IPv4Prefix {
  /// The blocks of RFC 1918 §3, the largest first.
  public static let privateBlocks = [
    IPv4Prefix(containing: IPv4Address(10, 0, 0, 0), length: 8),
    IPv4Prefix(containing: IPv4Address(172, 16, 0, 0), length: 12),
    IPv4Prefix(containing: IPv4Address(192, 168, 0, 0), length: 16),
  ]

  /// A private network of the given length, each as likely as another; nil below /8 and above /32.
  public static func randomPrivate(
    length: Int, using generator: inout some RandomNumberGenerator
  ) -> IPv4Prefix? {
    guard (8...32).contains(length) else { return nil }
    let blocks = privateBlocks.filter { $0.length <= length }
    let counts = blocks.map { UInt64(1) << UInt64(length - $0.length) }
    var index = UInt64.random(in: 0..<counts.reduce(0, +), using: &generator)
    for (block, count) in zip(blocks, counts) {
      if index < count { return block.subnet(Int(index), length: length) }
      index -= count
    }
    return nil
  }
}

extension IPv6Prefix {
  /// A unique local prefix, fd and 40 random bits (RFC 4193 §3.2). The generator has to be a good
  /// one: two networks that merge must not share it.
  public static func uniqueLocal(
    using generator: inout some RandomNumberGenerator
  ) -> IPv6Prefix {
    let globalID = UInt64.random(in: 0..<1 << 40, using: &generator)
    return IPv6Prefix(
      containing: IPv6Address(high: 0xfd << 56 | globalID << 16), length: 48)
  }
}
