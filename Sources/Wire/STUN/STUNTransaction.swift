/// What ties a STUN answer to its request: magic cookie and transaction id together, as the 128
/// bits behind the length field (RFC 8489 §5; RFC 3489 §11.1 had no cookie and 128 random bits).
public struct STUNTransaction: Hashable, Sendable {
  /// The magic cookie of RFC 5389 and later.
  public static let cookie: UInt32 = 0x2112_A442

  /// Cookie in the highest 32 bits, then the id.
  public let bits: UInt128

  public init(bits: UInt128) { self.bits = bits }

  /// A new transaction of RFC 5389 and later; the id is drawn from the generator.
  public init(using generator: inout some RandomNumberGenerator) {
    let id = UInt128.random(in: 0...(1 << 96 - 1), using: &generator)
    bits = UInt128(Self.cookie) << 96 | id
  }

  /// True for a client or server that only knows RFC 3489: no magic cookie.
  public var isClassic: Bool { UInt32(truncatingIfNeeded: bits >> 96) != Self.cookie }
}
