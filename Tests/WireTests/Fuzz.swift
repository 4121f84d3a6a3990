import TestSupport
import Testing

@testable import Wire

/// Feeds a parser what a hostile peer might send; surviving without a trap is the claim.
enum Fuzz {
  /// Every truncation of every sample, then 10,000 inputs or NETKIT_FUZZ: samples with bytes flipped,
  /// cut, repeated and inserted, and plain noise.
  static func run(_ name: String, samples: [[UInt8]], _ parse: ([UInt8]) -> Void) {
    var random = SeededRandom.forTest("fuzz \(name)")
    for sample in samples {
      for length in 0..<sample.count { parse(Array(sample.prefix(length))) }
    }
    for round in 0..<SeededRandom.inputs {
      let isNoise = round % 8 == 0 || samples.isEmpty
      parse(isNoise ? random.noise(upTo: 96) : random.mutated(samples[round % samples.count]))
    }
  }
}

/// Bytes from hexadecimal digits, spaces allowed.
func hex(_ text: String) -> [UInt8] {
  do {
    return try Hexadecimal.bytes(text)
  } catch {
    Issue.record("no hexadecimal digits: '\(text)'")
    return []
  }
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
