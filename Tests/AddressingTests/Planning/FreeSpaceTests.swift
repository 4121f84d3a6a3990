import Testing

@testable import Addressing

@Suite("Free space")
struct FreeSpaceTests {
  private func free(_ network: String, _ used: String...) throws -> FreeSpace<IPv4Address> {
    try FreeSpace(
      of: IPv4Prefix(network), without: used.map { try AddressRange<IPv4Address>($0) })
  }

  @Test("what is used is taken out, in whatever order it is given")
  func gaps() throws {
    let space = try free("10.0.0.0/24", "10.0.0.64-10.0.0.127", "10.0.0.0-10.0.0.15", "10.0.0.8")
    #expect(
      space.prefixes.map(\.description)
        == ["10.0.0.16/28", "10.0.0.32/27", "10.0.0.128/25"])
    #expect(space.count == AddressCount(176))
  }

  @Test("used ranges may reach beyond the network and touch its ends")
  func beyond() throws {
    #expect(try free("10.0.0.0/24", "9.0.0.0-11.0.0.0").prefixes.isEmpty)
    #expect(try free("10.0.0.0/24", "9.0.0.0-10.0.0.127").prefixes.map(\.length) == [25])
    #expect(try free("10.0.0.0/24", "10.0.0.128-255.255.255.255").prefixes.map(\.length) == [25])
    #expect(try free("0.0.0.0/0", "255.255.255.255").prefixes.count == 32)
    #expect(try free("0.0.0.0/0", "0.0.0.0-255.255.255.255").prefixes.isEmpty)
    #expect(try free("10.0.0.0/24", "192.168.0.0").prefixes.map(\.length) == [24])
  }

  @Test("the next block comes from the smallest free block that holds it")
  func bestFit() throws {
    let space = try free("10.0.0.0/24", "10.0.0.64-10.0.0.127", "10.0.0.0-10.0.0.15")
    #expect(
      space.next(4, length: 28).map(\.description)
        == ["10.0.0.16/28", "10.0.0.32/28", "10.0.0.48/28", "10.0.0.128/28"])
    #expect(space.next(1, length: 25).map(\.description) == ["10.0.0.128/25"])
    #expect(space.next(9, length: 25).count == 1)
    #expect(space.next(1, length: 24).isEmpty)
  }
}
