import Foundation
import Testing

@testable import Wire

/// Feeds a parser what a hostile peer might send; surviving without a trap is the claim.
enum Fuzz {
  /// SplitMix64: repeatable from a printed seed.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  static let rounds = Int(ProcessInfo.processInfo.environment["NETKIT_FUZZ"] ?? "") ?? 10_000

  static func seed() -> UInt64 {
    UInt64(ProcessInfo.processInfo.environment["NETKIT_SEED"] ?? "") ?? .random(in: 0 ... .max)
  }

  /// Every truncation of every sample, then `rounds` inputs: samples with bytes flipped, cut,
  /// repeated and inserted, and plain noise.
  static func run(_ name: String, samples: [[UInt8]], _ parse: ([UInt8]) -> Void) {
    let seed = seed()
    print("fuzz \(name): NETKIT_SEED=\(seed)")
    var generator = Generator(state: seed)
    for sample in samples {
      for length in 0..<sample.count { parse(Array(sample.prefix(length))) }
    }
    for round in 0..<rounds {
      if round % 8 == 0 || samples.isEmpty {
        let length = Int.random(in: 0...96, using: &generator)
        parse((0..<length).map { _ in .random(in: 0...255, using: &generator) })
      } else {
        parse(mutated(samples[round % samples.count], &generator))
      }
    }
  }

  static func mutated(_ sample: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = sample
    for _ in 0...Int.random(in: 0...3, using: &generator) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0...5, using: &generator) {
      case 0: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      case 1: bytes[index] = .random(in: 0...255, using: &generator)
      case 2: bytes[index] = [0, 1, 0x7F, 0x80, 0xC0, 0xFF].randomElement(using: &generator)!
      case 3: bytes.removeSubrange(index..<min(bytes.count, index + 4))
      case 4: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 8)], at: index)
      default: bytes.insert(.random(in: 0...255, using: &generator), at: index)
      }
    }
    return bytes
  }
}

/// Bytes from hexadecimal digits, spaces allowed.
func hex(_ text: String) -> [UInt8] {
  // The digits are literals of the tests: a slip in one is the test's own.
  do { return try Hexadecimal.bytes(text) } catch { fatalError("bad test data: \(error)") }
}

/// True when the closure throws any WireError.
func refuses(_ body: () throws -> Void) -> Bool {
  do {
    try body()
    return false
  } catch is WireError {
    return true
  } catch {
    return false
  }
}
