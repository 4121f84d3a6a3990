import Foundation

/// Random numbers that come again: SplitMix64 from a seed.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(_ seed: UInt64) { state = seed }

  /// The seed that NETKIT_SEED asks for.
  public static let chosenSeed = variable("NETKIT_SEED").flatMap { UInt64($0) }

  /// The seed of this run's random tests: NETKIT_SEED, or one that is printed, to repeat the run by.
  public static let seed: UInt64 = {
    let seed = chosenSeed ?? .random(in: 0...UInt64.max)
    print("random tests: NETKIT_SEED=\(seed)")
    return seed
  }()

  /// How many inputs a random test tries: NETKIT_FUZZ, or 10,000.
  public static let inputs = variable("NETKIT_FUZZ").flatMap { Int($0) } ?? 10_000

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }

  /// The numbers for one test, which are its own: FNV-1a of its name beside the run's seed.
  public static func forTest(_ name: String) -> SeededRandom {
    var salt: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { salt = (salt ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return SeededRandom(seed ^ salt)
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

extension SeededRandom {
  /// A number from 0 to below `bound`. Cheaper than `Int.random` by the dozen calls that a test
  /// without optimization makes for that; what is a little likelier than the rest is below 2^-32.
  public mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  public mutating func isHeads() -> Bool { next() >> 63 == 0 }

  /// The bytes with one to four of them changed, taken out, doubled or put in.
  public mutating func mutated(_ sample: [UInt8]) -> [UInt8] {
    var bytes = sample
    for _ in 0...below(4) {
      let index = below(bytes.count + 1)
      let end = min(bytes.count, index + 1 + below(4))
      switch below(5) {
      case 0: bytes.insert(UInt8(below(256)), at: index)
      case 1: bytes.removeSubrange(index..<end)
      case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
      case 3: for place in index..<end { bytes[place] ^= 1 << UInt8(below(8)) }
      // What counts and lengths are wrong at.
      default: for place in index..<end { bytes[place] = Self.edges[below(Self.edges.count)] }
      }
    }
    return bytes
  }

  private static let edges: [UInt8] = [0, 1, 0x7F, 0x80, 0xC0, 0xFE, 0xFF]

  /// The text with its bytes mutated, repaired where they are no UTF-8 any more.
  public mutating func mutated(_ text: String) -> String {
    String(decoding: mutated(Array(text.utf8)), as: UTF8.self)
  }

  /// Bytes of no form at all.
  public mutating func noise(upTo limit: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: below(limit + 1))
    var bits: UInt64 = 0
    for place in bytes.indices {
      if place % 8 == 0 { bits = next() }
      bytes[place] = UInt8(truncatingIfNeeded: bits)
      bits >>= 8
    }
    return bytes
  }
}
