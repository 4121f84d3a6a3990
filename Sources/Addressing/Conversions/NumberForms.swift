extension IPAddress {
  /// Decimal digits.
  public var decimalText: String { String(number) }

  /// `0x` and as many hexadecimal digits as the family has: 8 or 32.
  public var hexadecimalText: String { "0x" + padded(16, to: width / 4) }

  /// `0` and octal digits, 11 of them in IPv4 and 43 in IPv6.
  public var octalText: String { "0" + padded(8, to: (width + 2) / 3) }

  /// Binary digits, 32 or 128, without separators.
  public var binaryText: String { padded(2, to: width) }

  private func padded(_ radix: Int, to count: Int) -> String {
    let digits = String(number, radix: radix)
    return String(repeating: "0", count: count - digits.count) + digits
  }

  /// An address of the family from a number; nil when it is too large.
  public init?(number: UInt128, family: Int) {
    if family == 4 {
      guard let bits = UInt32(exactly: number) else { return nil }
      self = .v4(IPv4Address(bits: bits))
    } else {
      self = .v6(IPv6Address(bits: number))
    }
  }

  /// Reads a number: decimal, `0x` hexadecimal, `0o` or `0` octal, `0b` binary. Without a family,
  /// what fits 32 bits is IPv4.
  public init(number text: some StringProtocol, family: Int? = nil) throws(AddressError) {
    let text = String(text)
    func fault(_ reason: AddressFault.Reason, _ offset: Int) -> AddressError {
      AddressError(input: text, fault: AddressFault(reason, at: offset))
    }
    let lower = text.lowercased()
    let (radix, start) = Self.radix(of: lower)
    let digits = lower.utf8.dropFirst(start)
    guard !digits.isEmpty else { throw fault(.empty, start) }
    var number: UInt128 = 0
    for (index, byte) in digits.enumerated() {
      guard let digit = byte.hexValue, digit < radix else {
        throw fault(.unexpectedCharacter, start + index)
      }
      let (product, overflow) = number.multipliedReportingOverflow(by: UInt128(radix))
      let (sum, carry) = product.addingReportingOverflow(UInt128(digit))
      guard !overflow, !carry else { throw fault(.numberTooLarge, 0) }
      number = sum
    }
    let family = family ?? (number <= UInt32.max ? 4 : 6)
    guard let address = IPAddress(number: number, family: family) else {
      throw fault(.numberTooLarge, 0)
    }
    self = address
  }

  private static func radix(of text: String) -> (radix: UInt8, start: Int) {
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] as [(String, UInt8)]
    where text.hasPrefix(prefix) {
      return (radix, 2)
    }
    return text.hasPrefix("0") && text.utf8.count > 1 ? (8, 1) : (10, 0)
  }
}
