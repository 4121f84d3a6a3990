import TestSupport
import Testing

@testable import Addressing

/// Addresses by their place in a list.
@Suite("lists of addresses")
struct AddressListTests {
  private static func list(
    _ words: [String], step: UInt128 = 1, order: AddressList.Order = .ascending
  ) throws -> [String] {
    let ranges = try words.map { try #require(try NetworkOperand($0).range) }
    let list = AddressList(ranges, step: step, order: order)
    return (0..<(list.count ?? 0)).map { "\(list.address(at: $0))" }
  }

  @Test("steps count from the start of each range")
  func steps() throws {
    #expect(try Self.list(["10.0.0.0/30"]) == ["10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3"])
    #expect(try Self.list(["10.0.0.0/30", "::1"], step: 3) == ["10.0.0.0", "10.0.0.3", "::1"])
    #expect(
      try Self.list(["255.255.255.250/29"], step: 5) == ["255.255.255.248", "255.255.255.253"])
  }

  @Test("the reverse is the same list from the end")
  func reverse() throws {
    let words = ["10.0.0.0/29", "2001:db8::/126"]
    #expect(
      try Self.list(words, step: 3, order: .descending)
        == Self.list(words, step: 3).reversed())
  }

  @Test("a shuffled list has every address once, and its seed repeats it")
  func shuffle() throws {
    for (words, count) in [
      (["10.0.0.0/24", "::/120"], 512), (["10.0.0.0-10.0.3.7"], 776), (["::1"], 1),
    ] {
      let plain = try Self.list(words)
      let shuffled = try Self.list(words, order: .shuffled(seed: 7))
      #expect(Set(shuffled) == Set(plain))
      #expect(shuffled.count == count)
      #expect(try Self.list(words, order: .shuffled(seed: 7)) == shuffled)
      if count > 1 {
        #expect(shuffled != plain)
        #expect(try Self.list(words, order: .shuffled(seed: 8)) != shuffled)
      }
    }
  }

  @Test("a permutation of any count is one")
  func permutation() {
    for count in [1, 2, 3, 4, 5, 15, 16, 17, 1000, 4096, 4097] as [UInt128] {
      let permutation = Permutation(last: count - 1, seed: SeededRandom.seed)
      #expect(Set((0..<count).map { permutation[$0] }) == Set(0..<count), note("\(count)"))
    }
    let whole = Permutation(last: .max, seed: 1)
    #expect(Set((0..<1000).map { whole[$0] }).count == 1000)
  }

  @Test("a shuffled /8 has no more order than chance")
  func chance() throws {
    let range = try #require(try NetworkOperand("10.0.0.0/8").range)
    let list = AddressList([range], order: .shuffled(seed: SeededRandom.seed))
    var rises = 0
    var buckets = [Int](repeating: 0, count: 16)
    var previous = list.address(at: 0)
    for place in 1...4000 {
      let address = list.address(at: UInt128(place))
      if previous < address { rises += 1 }
      guard case .v4(let v4) = address else { continue }
      buckets[Int(v4.bits >> 20 & 15)] += 1
      previous = address
    }
    // Six standard deviations of a fair coin, and of a sixteenth.
    #expect(abs(rises - 2000) < 190, note("rises"))
    #expect(buckets.allSatisfy { abs($0 - 250) < 95 }, note("buckets"))
  }

  @Test("too many to count have no count")
  func counts() throws {
    let everything = try #require(try NetworkOperand("::/0").range)
    #expect(AddressList([everything]).count == nil)
    #expect(AddressList([everything], step: 2).count == 1 << 127)
    let list = AddressList([everything], step: 1 << 127)
    #expect("\(list.address(at: 1))" == "8000::")
  }

  @Test("plain lines are the addresses of the range", arguments: [64, 100, 4096])
  func lines(space: Int) {
    let writer = RangeLines()
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: space, alignment: 16)
    defer { room.deallocate() }
    for (first, last) in [(0, 700), (0xFFFF_FE80, 0xFFFF_FFFF), (5, 5), (0x0A00_00FF, 0x0A00_0100)]
      as [(UInt32, UInt32)]
    {
      var bytes: [UInt8] = []
      var next: IPv4Address? = IPv4Address(bits: first)
      while next != nil {
        bytes += room[..<writer.fill(room, from: &next, to: IPv4Address(bits: last))]
      }
      let expected = (first...last).map { "\(IPv4Address(bits: $0))\n" }.joined()
      #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
  }

  @Test("all of IPv6 is reversed and shuffled like any other list")
  func everything() throws {
    let all = [try IPRange("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    let reversed = AddressList(all, order: .descending)
    #expect(reversed.isWhole && reversed.count == nil)
    #expect("\(reversed.address(at: 0))" == "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
    #expect("\(reversed.address(at: .max))" == "::")
    let shuffled = AddressList(all, order: .shuffled(seed: 1))
    let firsts = (UInt128(0)..<100).map { "\(shuffled.address(at: $0))" }
    #expect(Set(firsts).count == 100)
    #expect(firsts.filter { $0.hasPrefix("::") }.count < 3)
    let halves = AddressList(
      [try IPPrefix("::/1").range, try IPPrefix("8000::/1").range], order: .descending)
    #expect("\(halves.address(at: 0))" == "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
    let more = AddressList(all + [try IPPrefix("10.0.0.0/30").range])
    #expect(!more.isWhole && more.count == nil)
    #expect("\(more.address(at: .max))" == "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
  }
}
