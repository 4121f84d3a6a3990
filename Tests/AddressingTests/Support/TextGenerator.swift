import TestSupport

@testable import Addressing

/// Random texts that look like addresses: valid ones of every style, and mutations of them.
struct TextGenerator {
  var random: SeededRandom

  init(_ test: String) { random = .forTest(test) }

  mutating func address() -> String {
    random.isHeads() ? ipv4() : ipv6()
  }

  /// An address, often with a length, a mask or a wildcard.
  mutating func network() -> String {
    let isIPv4 = random.isHeads()
    let address = isIPv4 ? ipv4() : ipv6()
    switch random.below(10) {
    case 0: return address
    case 1 where isIPv4:
      let length = random.below(33)
      return "\(address)/\(IPv4Prefix(containing: .lowest, length: length).mask)"
    case 2 where isIPv4:
      let length = random.below(33)
      return "\(address)/\(IPv4Prefix(containing: .lowest, length: length).wildcard)"
    default: return "\(address)/\(random.below(isIPv4 ? 35 : 131))"
    }
  }

  mutating func ipv4() -> String {
    let bits = UInt32(truncatingIfNeeded: random.next())
    return IPv4Address(bits: bits & mask32()).description
  }

  /// Full, shortened anywhere, upper case or with a dotted tail.
  mutating func ipv6() -> String {
    var groups = (0..<8).map { _ in
      random.isHeads() ? 0 : UInt16(truncatingIfNeeded: random.next())
    }
    if random.below(8) == 0 {
      groups = [0, 0, 0, 0, 0, 0xffff] + groups[6...]
    }
    var texts = groups.map { group in
      let short = String(group, radix: 16)
      let zeros = random.below(5 - short.count)
      return String(repeating: "0", count: zeros) + short
    }
    if random.below(4) == 0 {
      let tail = UInt32(groups[6]) << 16 | UInt32(groups[7])
      texts[6...] = [IPv4Address(bits: tail).description]
    }
    if random.isHeads(), let start = groups.firstIndex(of: 0), start < texts.count {
      var end = start
      while end < texts.count, end < 6, groups[end] == 0 { end += 1 }
      if end > start {
        return texts[..<start].joined(separator: ":") + "::" + texts[end...].joined(separator: ":")
      }
    }
    let text = texts.joined(separator: ":")
    return random.isHeads() ? text : text.uppercased()
  }

  /// One to three bytes put in, taken out, doubled or changed.
  mutating func mutated(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0...random.below(3) {
      let index = random.below(scalars.count + 1)
      let scalar = Self.alphabet[random.below(Self.alphabet.count)]
      switch random.below(4) {
      case 0: scalars.insert(scalar, at: index)
      case 1 where index < scalars.count: scalars.remove(at: index)
      case 2 where index < scalars.count: scalars.insert(scalars[index], at: index)
      case _ where index < scalars.count: scalars[index] = scalar
      default: scalars.append(scalar)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static let alphabet = Array("0123456789abcdefABCDEFgx.:/%[]+- _１é".unicodeScalars)

  private mutating func mask32() -> UInt32 {
    random.isHeads() ? .max : UInt32(truncatingIfNeeded: random.next())
  }
}
