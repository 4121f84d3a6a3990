/// Ports as they come, a bit for each: 65,535 in random order need no sorting. It reaches from the
/// lowest to the highest that came, for of most hosts only a few are asked.
struct PortField: Sendable {
  private var words: [UInt64] = []
  /// Which of the 1,024 words the first is.
  private var start = 0

  init() {}

  init(_ ports: some Sequence<UInt16>) {
    for port in ports { insert(port) }
  }

  func contains(_ port: UInt16) -> Bool {
    let place = Int(port >> 6) - start
    return words.indices.contains(place) && words[place] >> UInt64(port & 63) & 1 == 1
  }

  mutating func insert(_ port: UInt16) {
    let place = Int(port >> 6) - start
    if !words.indices.contains(place) { reach(Int(port >> 6)) }
    words[Int(port >> 6) - start] |= 1 << UInt64(port & 63)
  }

  /// Makes room for a word that is not there.
  private mutating func reach(_ word: Int) {
    if words.isEmpty { start = word }
    let (before, after) = (start - word, word - start - words.count + 1)
    if before > 0 {
      words.insert(contentsOf: repeatElement(0, count: before), at: 0)
      start = word
    } else {
      words.append(contentsOf: repeatElement(0, count: after))
    }
  }

  /// The ports in ascending order, those in a row together.
  var ranges: [ClosedRange<UInt16>] {
    var ranges: [ClosedRange<UInt16>] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        let first = rest.trailingZeroBitCount
        let length = (~(rest >> UInt64(first))).trailingZeroBitCount
        // Both ends are below 65,536.
        let lower = UInt16((start + index) * 64 + first)
        let upper = UInt16((start + index) * 64 + first + length - 1)
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
