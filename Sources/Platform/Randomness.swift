/// Random numbers from the kernel, unpredictable to others: for identifiers and nonces.
public struct Randomness: RandomNumberGenerator, Sendable {
  // 256 bytes: as much as getrandom(2) gives without a signal interrupting it.
  private var pool = InlineArray<32, UInt64>(repeating: 0)
  private var left = 0

  public init() {}

  public mutating func next() -> UInt64 {
    if left == 0 {
      var span = pool.mutableSpan
      unsafe span.withUnsafeMutableBytes { unsafe SystemCalls.fillRandom($0) }
      left = pool.count
    }
    left -= 1
    defer { pool[left] = 0 }
    return pool[left]
  }

  /// `count` random bytes.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
  }
}
