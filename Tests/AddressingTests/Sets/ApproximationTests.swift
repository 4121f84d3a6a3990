import TestSupport
import Testing

@testable import Addressing

/// Larger sets of fewer prefixes: never smaller than the set, never wider than allowed.
@Suite("approximate sets")
struct ApproximationTests {
  private static func v4(
    _ text: String, into: Int? = nil, waste: Double? = nil, longest: Int? = nil, shortest: Int = 8
  ) -> String {
    let plan = Approximation(into: into, waste: waste, longest: longest, shortest: shortest)
    return NetworkSet(text).approximated(v4: plan, v6: Approximation(shortest: 16)).text()
  }

  @Test("the cheapest merge comes first")
  func cheapest() {
    // 1.0.0.0 and .2 share a /30 for 2 more addresses; 2.0.0.0 and .64 a /25 for 126 more.
    let text = "1.0.0.0 1.0.0.2 2.0.0.0 2.0.0.64"
    #expect(Self.v4(text, into: 3) == "1.0.0.0/30\n2.0.0.0/32\n2.0.0.64/32\n")
    #expect(Self.v4(text, into: 2) == "1.0.0.0/30\n2.0.0.0/25\n")
  }

  @Test("nothing becomes 0.0.0.0/0 by accident")
  func neverEverything() {
    #expect(Self.v4("1.1.1.1 200.1.1.1", into: 1) == "1.1.1.1/32\n200.1.1.1/32\n")
    #expect(Self.v4("1.1.1.1 2.1.1.1", into: 1) == "1.1.1.1/32\n2.1.1.1/32\n")
    #expect(Self.v4("1.1.1.1 200.1.1.1", into: 1, shortest: 1) == "1.1.1.1/32\n200.1.1.1/32\n")
    #expect(Self.v4("1.1.1.1 2.1.1.1", into: 1, shortest: 1) == "0.0.0.0/6\n")
    #expect(Self.v4("0.0.0.0/0", into: 1) == "0.0.0.0/0\n")
  }

  @Test("waste is a share of the addresses that were there")
  func waste() {
    // 255 of 256 are there: one more is 0.4 %.
    #expect(Self.v4("10.0.0.0-10.0.0.254", waste: 0.003).split(separator: "\n").count == 8)
    #expect(Self.v4("10.0.0.0-10.0.0.254", waste: 0.004) == "10.0.0.0/24\n")
  }

  @Test("longer networks are widened to the greatest length")
  func longest() {
    #expect(
      Self.v4("10.0.0.1 10.0.1.0/25 10.2.0.0/16", longest: 24) == "10.0.0.0/23\n10.2.0.0/16\n")
    #expect(Self.v4("255.255.255.255", longest: 1) == "128.0.0.0/1\n")
  }

  @Test(
    "the result holds the set, keeps its limits and is as good as trying everything at each step")
  func laws() {
    var sets = SetGenerator("approximations")
    for _ in 0..<max(SeededRandom.inputs / 50, 1) {
      let text = sets.list(.v4, count: 20)
      let into = 1 + sets.random.below(12)
      let exact = NetworkSet(text)
      let plan = Approximation(into: into, shortest: 8)
      let larger = exact.approximated(v4: plan, v6: plan)
      holds(exact.subtracting(larger).isEmpty, note(text))
      holds(larger.text() == Self.greedy(exact, into: into, shortest: 8), note(text))
    }
  }

  /// The same by trying every pair of neighbours at each step.
  private static func greedy(_ set: borrowing NetworkSet, into: Int, shortest: Int) -> String {
    var prefixes: [IPv4Prefix] = []
    for index in 0..<set.v4.rangeCount { prefixes += Array(set.v4[index].prefixes) }
    while prefixes.count > into {
      var best: (cost: UInt32, index: Int, prefix: IPv4Prefix)?
      for index in 1..<prefixes.count {
        let (left, right) = (prefixes[index - 1], prefixes[index])
        let cover = AddressRange(first: left.first, last: right.last).coveringPrefix
        guard cover.length >= shortest, cover.length > 0 else { continue }
        // Only the two branches of the cover may lie in it; they ascend, so no other does if the
        // next ones do not.
        if index > 1, cover.contains(prefixes[index - 2]) { continue }
        if index + 1 < prefixes.count, cover.contains(prefixes[index + 1]) { continue }
        let cost =
          cover.range.distance - left.range.distance - right.range.distance - 1
        if best == nil || cost < best!.cost { best = (cost, index, cover) }
      }
      guard let best else { break }
      prefixes[best.index] = best.prefix
      prefixes.remove(at: best.index - 1)
    }
    // Siblings that may not be merged into a shorter network are one when they are both whole.
    return NetworkSet(prefixes.map { "\($0)\n" }.joined()).text()
  }
}

extension AddressRange<IPv4Address> {
  fileprivate var distance: UInt32 { last.bits - first.bits }
}
