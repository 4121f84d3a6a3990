/// An IEEE 802 hardware address of 48 bits (EUI-48), first byte on the wire in the highest eight.
public struct MACAddress: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The address as a number below 2^48.
  public let bits: UInt64

  /// Traps at 2^48 and above.
  public init(bits: UInt64) {
    precondition(bits >> 48 == 0)
    self.bits = bits
  }

  public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }

  /// The bytes in the order of the wire.
  public var bytes: [UInt8] {
    (0..<6).map { UInt8(truncatingIfNeeded: bits >> UInt64(40 - 8 * $0)) }
  }

  /// I/G: the lowest bit of the first byte marks a group.
  public var isGroup: Bool { bits >> 40 & 1 == 1 }

  /// U/L: set when an administrator or a privacy mechanism made the address, not a maker.
  public var isLocal: Bool { bits >> 41 & 1 == 1 }

  /// ff:ff:ff:ff:ff:ff
  public var isBroadcast: Bool { bits == 0xffff_ffff_ffff }

  /// The maker's number, the first 24 bits; nil for local and group addresses, which have none.
  public var makerNumber: UInt32? {
    isLocal || isGroup ? nil : UInt32(truncatingIfNeeded: bits >> 24)
  }
}

extension MACAddress: AddressText {
  public static var longestText: Int { 17 }

  /// Reads `00:11:22:aa:bb:cc`, `00-11-22-aa-bb-cc`, `0011.22aa.bbcc`, `001122-aabbcc` and
  /// `001122aabbcc`, in either case; `0:1:2:a:b:c` too, as some systems print them.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    bits = try HardwareDigits(bytes, byteCount: 6).bits
  }

  public func write(into text: inout OutputSpan<UInt8>) {
    for (index, byte) in bytes.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ":")) }
      text.appendHexDigit(byte >> 4)
      text.appendHexDigit(byte & 15)
    }
  }
}
