import Foundation

/// Random inputs that can be had again: SplitMix64, seeded from NETKIT_SEED or the clock.
struct Seed: RandomNumberGenerator {
  private var state: UInt64

  init(_ name: String) {
    let given = ProcessInfo.processInfo.environment["NETKIT_SEED"].flatMap { UInt64($0) }
    state = given ?? UInt64.random(in: 0 ... .max)
    print("\(name): NETKIT_SEED=\(state)")
  }

  /// How many inputs a property is tried with; NETKIT_FUZZ scales it up.
  static var inputs: Int {
    ProcessInfo.processInfo.environment["NETKIT_FUZZ"].flatMap { Int($0) } ?? 10_000
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
