/// Ports as they come, a bit for each: 65,535 in random order need no sorting.
struct PortField: Sendable {
  private var words = [UInt64](repeating: 0, count: 65_536 / 64)

  init() {}

  init(_ ports: some Sequence<UInt16>) {
    for port in ports { insert(port) }
  }

  func contains(_ port: UInt16) -> Bool { words[Int(port >> 6)] >> UInt64(port & 63) & 1 == 1 }

  mutating func insert(_ port: UInt16) { words[Int(port >> 6)] |= 1 << UInt64(port & 63) }

  /// The ports in ascending order, those in a row together.
  var ranges: [ClosedRange<UInt16>] {
    var ranges: [ClosedRange<UInt16>] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        let first = rest.trailingZeroBitCount
        let length = (~(rest >> UInt64(first))).trailingZeroBitCount
        // Both ends are below 65,536.
        let lower = UInt16(index * 64 + first)
        let upper = UInt16(index * 64 + first + length - 1)
        if let last = ranges.last, last.upperBound != .max, last.upperBound + 1 == lower {
          ranges[ranges.count - 1] = last.lowerBound...upper
        } else {
          ranges.append(lower...upper)
        }
        rest &= length + first >= 64 ? 0 : ~0 << UInt64(first + length)
      }
    }
    return ranges
  }
}
