/// IPv4 addresses in IPv6 behind a translator's prefix of 32, 40, 48, 56, 64 or 96 bits, around the
/// octet of bits 64 to 71, which stays zero (RFC 6052 §2.2).
public enum NAT64 {
  /// 64:ff9b::/96
  public static let wellKnown = IPv6Prefix(
    containing: IPv6Address(high: 0x64_ff9b << 32), length: 96)

  /// 64:ff9b:1::/48, for translators inside a domain (RFC 8215).
  public static let local = IPv6Prefix(
    containing: IPv6Address(high: 0x64_ff9b_0001 << 16), length: 48)

  /// The lengths that a translator's prefix may have.
  public static let lengths = [32, 40, 48, 56, 64, 96]

  /// The address that stands for `address` behind `prefix`; nil for a length that is none of the
  /// six, and for a /96 with bits in the octet that has to be zero.
  public static func translate(_ address: IPv4Address, prefix: IPv6Prefix) -> IPv6Address? {
    guard lengths.contains(prefix.length), prefix.length < 96 || hasZeroOctet(prefix.network) else {
      return nil
    }
    var bits = prefix.network.bits
    for (octet, shift) in shifts(for: prefix.length).enumerated() {
      bits |= UInt128(address[octet: octet]) << shift
    }
    return IPv6Address(bits: bits)
  }

  /// The IPv4 address behind `prefix`; nil for an address outside it, for a length that is none of
  /// the six, and when the octet or the suffix that have to be zero are not.
  public static func extract(from address: IPv6Address, prefix: IPv6Prefix) -> IPv4Address? {
    guard prefix.contains(address), lengths.contains(prefix.length) else { return nil }
    var bits: UInt32 = 0
    for shift in shifts(for: prefix.length) {
      bits = bits << 8 | UInt32(truncatingIfNeeded: address.bits >> shift) & 255
    }
    let found = IPv4Address(bits: bits)
    return translate(found, prefix: prefix) == address ? found : nil
  }

  /// Every reading of an address in 64:ff9b:1::/48, where the prefix may have any length from 48
  /// on. First a /96 with zeros before its IPv4 address, by far the most in use; then the longest.
  public static func localReadings(
    of address: IPv6Address
  ) -> [(address: IPv4Address, prefix: IPv6Prefix)] {
    guard local.contains(address) else { return [] }
    let lengths = address.low >> 32 == 0 ? [96, 64, 56, 48] : [64, 56, 48, 96]
    return lengths.compactMap { length in
      let prefix = IPv6Prefix(containing: address, length: length)
      guard let found = extract(from: address, prefix: prefix), found.bits >> 24 != 0 else {
        return nil
      }
      return (found, prefix)
    }
  }

  /// How far left each octet stands: whole octets after the prefix, bits 64 to 71 left out.
  private static func shifts(for length: Int) -> [UInt128] {
    var position = length / 8
    return (0..<4).map { _ in
      if position == 8 { position += 1 }
      defer { position += 1 }
      return UInt128(120 - 8 * position)
    }
  }

  private static func hasZeroOctet(_ address: IPv6Address) -> Bool { address.low >> 56 == 0 }
}
