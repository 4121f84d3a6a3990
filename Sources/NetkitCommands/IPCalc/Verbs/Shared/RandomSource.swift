import Addressing
import Platform

/// The kernel's randomness or, with a seed, a stream that repeats.
struct RandomSource: RandomNumberGenerator {
  private var seeded: SeededGenerator?
  private var system = Randomness()

  init(seed: UInt64?) {
    seeded = seed.map { SeededGenerator(seed: $0) }
  }

  mutating func next() -> UInt64 {
    seeded?.next() ?? system.next()
  }
}
