import Foundation

/// Random numbers that come again: NETKIT_SEED sets the seed, and a test prints it.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  static func forTest(_ name: String) -> SeededRandom {
    let variable = ProcessInfo.processInfo.environment["NETKIT_SEED"].flatMap(UInt64.init)
    let seed = variable ?? .random(in: 0...UInt64.max)
    print("\(name): NETKIT_SEED=\(seed)")
    return SeededRandom(seed)
  }

  /// How many inputs a fuzz test tries: NETKIT_FUZZ, or 10,000.
  static var inputs: Int {
    ProcessInfo.processInfo.environment["NETKIT_FUZZ"].flatMap(Int.init) ?? 10_000
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
