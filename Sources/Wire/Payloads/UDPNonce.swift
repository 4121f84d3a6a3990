/// Random bits that a probe hides in its request, so that only its own answer is believed.
/// One field of a request takes as many bits as it has room for.
public struct UDPNonce: Hashable, Sendable {
  public let bits: UInt128

  public init(bits: UInt128) { self.bits = bits }

  public init(using generator: inout some RandomNumberGenerator) {
    bits = .random(in: 0 ... .max, using: &generator)
  }

  var byte: UInt8 { UInt8(truncatingIfNeeded: bits) }
  var uint16: UInt16 { UInt16(truncatingIfNeeded: bits) }
  var uint32: UInt32 { UInt32(truncatingIfNeeded: bits) }
  var uint64: UInt64 { UInt64(truncatingIfNeeded: bits) }
  /// The other half, for requests with two random fields.
  var high64: UInt64 { UInt64(truncatingIfNeeded: bits >> 64) }
  /// Positive as ASN.1's 32-bit integers must be.
  var positive31: UInt32 { uint32 & 0x7FFF_FFFF }

  /// 16 hexadecimal digits, for text protocols.
  var text: String { Hexadecimal.text(bytes(8)) }

  /// As many bytes as asked for, repeating after sixteen.
  func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: bits >> UInt128(120 - $0 % 16 * 8)) }
  }
}
