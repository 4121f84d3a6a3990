import Testing

@testable import Addressing

@Suite("Random addresses")
struct RandomTests {
  @Test("a seed repeats the same answers")
  func seeded() throws {
    var one = SeededGenerator(seed: 42)
    var two = SeededGenerator(seed: 42)
    var other = SeededGenerator(seed: 43)
    let first = (0..<4).map { _ in one.next() }
    #expect(first == (0..<4).map { _ in two.next() })
    #expect(first != (0..<4).map { _ in other.next() })
    // The reference implementation, state from SplitMix64 of 42.
    #expect(first[0] == 0x1578_0b2e_0c2e_c716)
  }

  @Test("random addresses stay inside, hosts off the edges")
  func inside() throws {
    var generator = SeededGenerator(seed: 7)
    let network = try IPv4Prefix("10.0.0.0/30")
    for _ in 0..<200 {
      let host = network.randomHost(using: &generator)
      #expect(network.hosts.range.contains(host))
      #expect(network.contains(network.randomAddress(using: &generator)))
    }
    _ = IPv6Prefix.everything.randomAddress(using: &generator)
    #expect(network.randomSubnet(length: 29, using: &generator) == nil)
  }

  @Test("private networks come from the three blocks of RFC 1918")
  func privateNetworks() {
    var generator = SeededGenerator(seed: 7)
    for length in 8...32 {
      let network = IPv4Prefix.randomPrivate(length: length, using: &generator)
      #expect(network.map { $0.length == length } == true)
      #expect(IPv4Prefix.privateBlocks.contains { $0.contains(network ?? .everything) })
    }
    #expect(IPv4Prefix.randomPrivate(length: 7, using: &generator) == nil)
    #expect(IPv4Prefix.randomPrivate(length: 33, using: &generator) == nil)
  }

  @Test("a unique local prefix is fd and 40 random bits")
  func uniqueLocal() {
    var generator = SeededGenerator(seed: 7)
    let one = IPv6Prefix.uniqueLocal(using: &generator)
    #expect(one.length == 48)
    #expect(one.network.bits >> 120 == 0xfd)
    #expect(one != IPv6Prefix.uniqueLocal(using: &generator))
  }
}
