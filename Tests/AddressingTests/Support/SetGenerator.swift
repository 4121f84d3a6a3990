import TestSupport

@testable import Addressing

/// Random sets that overlap, nest and touch.
struct SetGenerator {
  var random: SeededRandom

  init(_ test: String) { random = .forTest(test) }

  enum Families { case v4, v6, mixed }

  /// A list of up to `count` entries, one a line. Half of the lists keep to a few hundred addresses,
  /// where everything touches something; some reach both ends of the family.
  mutating func list(_ families: Families, count: Int) -> String {
    let isDense = random.isHeads()
    let lines = random.below(count + 1)
    return (0..<lines).map { _ in entry(families, isDense) + "\n" }.joined()
  }

  private mutating func entry(_ families: Families, _ isDense: Bool) -> String {
    let isV4 =
      switch families {
      case .v4: true
      case .v6: false
      case .mixed: random.isHeads()
      }
    return isV4 ? v4(isDense) : v6(isDense)
  }

  private mutating func v4(_ isDense: Bool) -> String {
    let low = UInt32(random.below(512))
    let bits =
      isDense
      ? random.isHeads() ? low : UInt32.max - low
      : UInt32(truncatingIfNeeded: random.next())
    let address = IPv4Address(bits: bits)
    switch random.below(4) {
    case 0: return "\(address)"
    case 1:
      let (last, overflow) = bits.addingReportingOverflow(
        UInt32(random.below(isDense ? 41 : 1 << 20)))
      return "\(address)-\(overflow ? .highest : IPv4Address(bits: last))"
    default:
      let length = isDense ? 24 + random.below(9) : 4 + random.below(29)
      return "\(IPv4Prefix(containing: address, length: length))"
    }
  }

  private mutating func v6(_ isDense: Bool) -> String {
    let low = UInt128(random.below(512))
    let wide: UInt128 =
      0x2001_0db8 << 96 | UInt128(random.next() >> 32) << 64 | UInt128(random.next())
    let bits = isDense ? random.isHeads() ? low : UInt128.max - low : wide
    let address = IPv6Address(bits: bits)
    switch random.below(4) {
    case 0: return "\(address)"
    case 1:
      let (last, overflow) = bits.addingReportingOverflow(
        UInt128(random.below(41)) << (isDense ? 0 : 64))
      return "\(address)-\(overflow ? .highest : IPv6Address(bits: last))"
    default:
      let length = isDense ? 120 + random.below(9) : 20 + random.below(109)
      return "\(IPv6Prefix(containing: address, length: length))"
    }
  }
}
