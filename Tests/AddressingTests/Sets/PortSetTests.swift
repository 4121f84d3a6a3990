import TestSupport
import Testing

@testable import Addressing

@Suite("Sets of ports")
struct PortSetTests {
  @Test(
    "taking ports out leaves the rest of each range",
    arguments: [
      ("1-10", "5", "1-4,6-10", "a hole"), ("1-10", "1", "2-10", "the first"),
      ("1-10", "10", "1-9", "the last"), ("1-10", "1-10", "", "all of it"),
      ("5-6", "1-20", "", "more than there was"), ("5-6", "1-4,7-9", "5-6", "the neighbours"),
      ("5-6", "", "5-6", "nothing"), ("", "5", "", "from nothing"),
      ("1-10,20-30,40-50", "8-22,45", "1-7,23-30,40-44,46-50", "a hole across ranges"),
      ("1-10", "2,4-5,9", "1,3,6-8,10", "several holes"),
      ("65530-", "65535", "65530-65534", "the highest"), ("-", "-65534", "65535", "all but it"),
      ("0-3", "0", "1-3", "0 is a number like others"),
    ])
  func subtracting(_ row: (ports: String, taken: String, left: String, reason: String)) throws {
    func set(_ text: String) throws -> PortSet {
      try text.isEmpty ? PortSet([ClosedRange<UInt16>]()) : PortSet(text)
    }
    let left = try set(row.ports).subtracting(set(row.taken))
    #expect(left == (try set(row.left)), "\(row.reason)")
  }

  @Test(
    "what is no port is told apart",
    arguments: [
      ("080", "port 080 has a leading zero (column 1)"),
      ("22,1-080", "port 080 has a leading zero (column 6)"),
      ("65536", "port 65536 is not within 0-65535 (column 1)"),
      ("00065536", "port 00065536 is not within 0-65535 (column 1)"),
      ("22-21", "the range ends before it begins"),
    ])
  func faults(text: String, explanation: String) {
    let error = #expect(throws: AddressError.self) { try PortSet(text) }
    #expect(error?.explanation == explanation)
  }

  @Test("each port is in what is left if it was in the one and not in the other")
  func agreement() {
    var random = SeededRandom.forTest("ports taken from ports")
    func some() -> PortSet {
      PortSet(
        (0..<random.below(7)).map { _ in
          // Both ends of the numbers, where arithmetic could overflow.
          let base = random.isHeads() ? UInt16(0) : 65535 - 60
          let low = base + UInt16(random.below(61))
          return low...low + UInt16(random.below(Int(base + 60 - low) + 1))
        })
    }
    for _ in 0..<SeededRandom.inputs / 10 {
      let (one, other) = (some(), some())
      let left = one.subtracting(other)
      let expected = one.filter { !other.contains($0) }
      if Array(left) != expected { Issue.record("\(one) without \(other): \(left)") }
    }
  }
}
