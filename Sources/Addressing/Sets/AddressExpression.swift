/// POSIX extended regular expressions that match the text of exactly the addresses of a range, for
/// tools that know text only. They are meant for the whole text: `grep -Ex`, or between `^` and `$`.
public enum AddressExpression {
  /// IPv4 in its one canonical form; IPv6 as RFC 5952 writes it, in lower case.
  public static func expression(for range: IPRange) -> String {
    switch range {
    case .v4(let range): v4(range.first.bits, range.last.bits)
    case .v6(let range): v6(range)
    }
  }

  // MARK: IPv4

  private static func v4(_ first: UInt32, _ last: UInt32) -> String {
    group(octets(first, last, shift: 24))
  }

  /// The ways to write the octets from `shift` down so that the number is within the bounds.
  private static func octets(_ first: UInt32, _ last: UInt32, shift: UInt32) -> [String] {
    let low = first >> shift & 255
    let high = last >> shift & 255
    if shift == 0 { return [DecimalExpression.text(low, high)] }
    let rest: UInt32 = 1 << shift - 1
    func join(_ from: UInt32, _ to: UInt32, _ restFirst: UInt32, _ restLast: UInt32) -> String {
      DecimalExpression.text(from, to) + "\\."
        + group(octets(restFirst & rest, restLast & rest, shift: shift - 8))
    }
    if low == high { return [join(low, low, first, last)] }
    var (from, to) = (low, high)
    var before: [String] = []
    var after: [String] = []
    if first & rest != 0 {
      before = [join(low, low, first, rest)]
      from += 1
    }
    if last & rest != rest {
      after = [join(high, high, 0, last)]
      to -= 1
    }
    let middle = from <= to ? [join(from, to, 0, rest)] : []
    return before + middle + after
  }

  /// Alternatives in parentheses; one alone as it is.
  static func group(_ alternatives: [String]) -> String {
    alternatives.count == 1 ? alternatives[0] : "(" + alternatives.joined(separator: "|") + ")"
  }

  // MARK: IPv6

  private static func v6(_ range: AddressRange<IPv6Address>) -> String {
    var alternatives: [String] = []
    for prefix in range.prefixes { alternatives += v6(prefix) }
    return group(alternatives)
  }

  /// The addresses that RFC 5952 §5 writes with a dotted tail: ::ffff:0:0/96.
  private static let mapped = IPv6Prefix(
    containing: IPv6Address(bits: 0xFFFF_0000_0000), length: 96)

  private static func v6(_ prefix: IPv6Prefix) -> [String] {
    let first = UInt32(truncatingIfNeeded: prefix.first.bits)
    let last = UInt32(truncatingIfNeeded: prefix.last.bits)
    if mapped.contains(prefix) { return ["::ffff:" + v4(first, last)] }
    let holdsMapped = prefix.contains(mapped)
    return HextetExpression.alternatives(for: prefix, isMappedApart: holdsMapped)
      + (holdsMapped ? ["::ffff:" + v4(0, .max)] : [])
  }
}

/// The decimal numbers of a range up to 255.
enum DecimalExpression {
  /// `(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])` for 0...255.
  static func text(_ first: UInt32, _ last: UInt32) -> String {
    if first == 0, last == 255 { return "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])" }
    var parts: [String] = []
    var from = first
    while from <= last {
      // The widest block of ten or a hundred that begins here and fits.
      if from >= 100, from % 100 == 0, from + 99 <= last {
        parts.append("\(from / 100)[0-9][0-9]")
        from += 100
      } else if from % 10 == 0, from + 9 <= last {
        parts.append(tens(&from, last))
      } else {
        let end = min(last, from / 10 * 10 + 9)
        parts.append((from >= 10 ? "\(from / 10)" : "") + digits(from % 10, end % 10))
        from = end + 1
      }
    }
    return AddressExpression.group(parts)
  }

  /// Tens that follow one another within one hundred, as `1[2-4][0-9]`.
  private static func tens(_ from: inout UInt32, _ last: UInt32) -> String {
    let first = from
    let hundred = first / 100
    from += 10
    if first == 0 { return "[0-9]" }
    while from / 100 == hundred, from + 9 <= last { from += 10 }
    let lead = hundred > 0 ? "\(hundred)" : ""
    return lead + digits(first / 10 % 10, (from - 10) / 10 % 10) + "[0-9]"
  }

  static func digits(_ first: UInt32, _ last: UInt32) -> String {
    first == last ? "\(first)" : "[\(first)-\(last)]"
  }
}
