/// The strict readers once more, slow and plain: each rule of the grammar is one line, and nothing
/// is shared with the code under test.
enum ReferenceParser {
  /// RFC 3986 §3.2.2: four dec-octets.
  static func ipv4(_ text: String) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard let octet = decimal(part), octet <= 255 else { return nil }
      bits = bits * 256 + UInt32(octet)
    }
    return bits
  }

  /// RFC 4291 §2.2.
  static func ipv6(_ text: String) -> UInt128? {
    var text = text
    if text.contains(".") {
      guard let colon = text.lastIndex(of: ":") else { return nil }
      guard let tail = ipv4(String(text[text.index(after: colon)...])) else { return nil }
      let high = String(tail >> 16, radix: 16)
      let low = String(tail & 0xffff, radix: 16)
      text = text[...colon] + "\(high):\(low)"
    }
    let halves = split(text)
    guard halves.count <= 2, !text.contains(":::") else { return nil }
    let groups = halves.map { half in
      half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false)
    }
    let count = groups.reduce(0) { $0 + $1.count }
    guard halves.count == 2 ? count <= 7 : count == 8 else { return nil }
    var all = groups[0]
    if groups.count == 2 {
      all += Array(repeating: "0", count: 8 - count) + groups[1]
    }
    var bits: UInt128 = 0
    for group in all {
      guard let value = hexadecimal(group) else { return nil }
      bits = bits * 65536 + UInt128(value)
    }
    return bits
  }

  /// RFC 5952.
  static func text(_ bits: UInt128) -> String {
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
    if bits >> 32 == 0xffff {
      let octets = (0..<4).map { String(UInt8(truncatingIfNeeded: bits >> UInt128(24 - 8 * $0))) }
      return "::ffff:" + octets.joined(separator: ".")
    }
    let texts = groups.map { String($0, radix: 16) }
    for length in stride(from: 8, through: 2, by: -1) {
      for start in 0...8 - length where groups[start..<start + length].allSatisfy({ $0 == 0 }) {
        let before = texts[..<start].joined(separator: ":")
        let after = texts[(start + length)...].joined(separator: ":")
        return before + "::" + after
      }
    }
    return texts.joined(separator: ":")
  }

  private static func split(_ text: String) -> [String] {
    var halves: [String] = [""]
    var rest = Substring(text)
    while !rest.isEmpty {
      if rest.hasPrefix("::") {
        halves.append("")
        rest = rest.dropFirst(2)
      } else {
        halves[halves.count - 1].append(rest.removeFirst())
      }
    }
    return halves
  }

  private static func decimal(_ text: Substring) -> Int? {
    guard (1...3).contains(text.count), text.allSatisfy({ "0123456789".contains($0) }) else {
      return nil
    }
    return text.count > 1 && text.hasPrefix("0") ? nil : Int(text)
  }

  private static func hexadecimal(_ text: Substring) -> UInt16? {
    let digits = "0123456789abcdefABCDEF"
    guard (1...4).contains(text.count), text.allSatisfy({ digits.contains($0) }) else { return nil }
    return UInt16(text, radix: 16)
  }
}
