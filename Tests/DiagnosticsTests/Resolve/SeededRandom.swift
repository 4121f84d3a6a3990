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

extension SeededRandom {
  /// The bytes with one to four of them changed, taken out, doubled or put in.
  mutating func mutated(_ sample: [UInt8]) -> [UInt8] {
    var bytes = sample
    for _ in 0...Int.random(in: 0...3, using: &self) {
      let index = Int.random(in: 0...bytes.count, using: &self)
      let end = min(bytes.count, index + Int.random(in: 1...4, using: &self))
      switch Int.random(in: 0...3, using: &self) {
      case 0: bytes.insert(.random(in: 0...255, using: &self), at: index)
      case 1: bytes.removeSubrange(index..<end)
      case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
      default: for place in index..<end { bytes[place] = .random(in: 0...255, using: &self) }
      }
    }
    return bytes
  }

  /// The text with its bytes mutated, repaired where they are no UTF-8 any more.
  mutating func mutated(_ text: String) -> String {
    String(decoding: mutated(Array(text.utf8)), as: UTF8.self)
  }
}
