/// Regular expressions for prefixes in the one text that RFC 5952 allows each address. Which groups
/// are zero decides where the `::` stands, so every choice of zero and other groups is written out.
enum HextetExpression {
  /// What a group may be in one shape of the text.
  private struct Group {
    let isZero: Bool
    /// The expression where the group is not zero.
    let text: String
  }

  /// The shapes; each is exact, and no address fits two of them. `isMappedApart` leaves out
  /// ::ffff:0:0/96, which is part of the prefix.
  static func alternatives(for prefix: IPv6Prefix, isMappedApart: Bool) -> [String] {
    var shapes: [[Group]] = [[]]
    for index in 0..<8 {
      let all = choices(prefix, index, most: 0xFFFF)
      let besideMapped = choices(prefix, index, most: 0xFFFE)
      shapes = shapes.flatMap { shape in
        let mayBeMapped = isMappedApart && index == 5 && shape.allSatisfy(\.isZero)
        return (mayBeMapped ? besideMapped : all).map { shape + [$0] }
      }
    }
    return shapes.map { text(of: $0) }
  }

  /// What a group of the prefix may be, up to `most`: zero, others, or both.
  private static func choices(_ prefix: IPv6Prefix, _ index: Int, most: UInt32) -> [Group] {
    let shift = UInt128(112 - 16 * index)
    let low = UInt32(truncatingIfNeeded: prefix.first.bits >> shift & 0xFFFF)
    let high = min(UInt32(truncatingIfNeeded: prefix.last.bits >> shift & 0xFFFF), most)
    var choices: [Group] = []
    if low == 0 { choices.append(Group(isZero: true, text: "0")) }
    let least = max(low, 1)
    if least <= high { choices.append(Group(isZero: false, text: others(least, high))) }
    return choices
  }

  /// The text with `::` for the longest run of two zeros or more, the first of equals.
  private static func text(of shape: [Group]) -> String {
    var best = 0..<0
    var index = 0
    while index < 8 {
      guard shape[index].isZero else {
        index += 1
        continue
      }
      var end = index
      while end < 8, shape[end].isZero { end += 1 }
      if end - index > max(best.count, 1) { best = index..<end }
      index = end
    }
    let texts = shape.map(\.text)
    guard !best.isEmpty else { return texts.joined(separator: ":") }
    return texts[..<best.lowerBound].joined(separator: ":") + "::"
      + texts[best.upperBound...].joined(separator: ":")
  }

  /// The hexadecimal numbers from `first` to `last`, neither of them zero, without leading zeros.
  private static func others(_ first: UInt32, _ last: UInt32) -> String {
    if first == 1, last == 0xFFFF { return "[1-9a-f][0-9a-f]{0,3}" }
    var parts: [String] = []
    for width in 1...4 {
      let least: UInt32 = width == 1 ? 1 : 1 << UInt32(4 * (width - 1))
      let most: UInt32 = 1 << UInt32(4 * width) - 1
      let (from, to) = (max(first, least), min(last, most))
      if from <= to { parts += digits(from, to, width: width) }
    }
    return AddressExpression.group(parts)
  }

  /// Numbers of `width` digits exactly.
  private static func digits(_ first: UInt32, _ last: UInt32, width: Int) -> [String] {
    let shift = UInt32(4 * (width - 1))
    let (low, high) = (first >> shift, last >> shift)
    if width == 1 { return [digit(low, high)] }
    let rest: UInt32 = 1 << shift - 1
    if low == high {
      let tail = digits(first & rest, last & rest, width: width - 1)
      return [digit(low, low) + AddressExpression.group(tail)]
    }
    var parts: [String] = []
    var (from, to) = (low, high)
    if first & rest != 0 {
      parts.append(
        digit(low, low) + AddressExpression.group(digits(first & rest, rest, width: width - 1)))
      from += 1
    }
    if last & rest != rest { to -= 1 }
    if from <= to {
      let free = width == 2 ? "[0-9a-f]" : "[0-9a-f]{\(width - 1)}"
      parts.append(digit(from, to) + free)
    }
    if last & rest != rest {
      parts.append(
        digit(high, high) + AddressExpression.group(digits(0, last & rest, width: width - 1)))
    }
    return parts
  }

  /// One digit from `first` to `last`, such as `[8-b]`, which is `[8-9a-b]` in any locale.
  private static func digit(_ first: UInt32, _ last: UInt32) -> String {
    func character(_ value: UInt32) -> String { String(value, radix: 16) }
    if first == last { return character(first) }
    if last < 10 || first >= 10 { return "[\(character(first))-\(character(last))]" }
    let numbers = first == 9 ? "9" : "\(first)-9"
    let letters = last == 10 ? "a" : "a-\(character(last))"
    return "[\(numbers)\(letters)]"
  }
}
