import Addressing
import Testing

@testable import Diagnostics

@Suite("Ports that a scan asks from")
struct SourcePortTests {
  private static let ephemeral = UInt16(32_768)...60_999

  private func sources(_ address: String, _ ports: ClosedRange<UInt16>) throws -> [UInt16] {
    let block = HostBlock(name: nil, first: try IPAddress(address), count: 1, list: 0)
    return ScanPlan(blocks: [block], lists: [Array(ports)]).sourcePorts(Self.ephemeral)
  }

  @Test(
    "none of them is asked, where this host asks itself",
    arguments: [
      ("127.0.0.1", 32_768...60_999),  // all that the kernel would choose from
      ("127.9.9.9", 40_000...40_010),
      ("::1", 60_999...60_999),
      ("127.0.0.1", 1...60_999),
    ] as [(String, ClosedRange<UInt16>)])
  func outside(address: String, ports: ClosedRange<UInt16>) throws {
    let found = try sources(address, ports)
    #expect(found.count >= 1000)
    #expect(Set(found).count == found.count)
    #expect(found.allSatisfy { !ports.contains($0) && $0 >= 1024 })
  }

  @Test(
    "the kernel chooses where that is as good, or too few are left",
    arguments: [
      ("127.0.0.1", 1...1000),  // ports that it does not choose
      ("192.0.2.1", 1...65_535),  // another host: nothing of ours is there to be met
      ("127.0.0.1", 1...65_535),
      ("127.0.0.1", 1024...65_000),
    ] as [(String, ClosedRange<UInt16>)])
  func kernels(address: String, ports: ClosedRange<UInt16>) throws {
    #expect(try sources(address, ports).isEmpty)
  }

  @Test("ports that nobody else wants come first")
  func order() throws {
    #expect(try sources("127.0.0.1", 32_768...40_000).first == 40_001)
    #expect(try sources("127.0.0.1", 32_768...60_999).first == 65_535)
  }

  @Test("a network that holds one of our addresses is asked like ourselves")
  func network() {
    let block = HostBlock(
      name: nil, first: .v4(IPv4Address(bits: 0x7E00_0000)), count: 1 << 26, list: 0)
    let plan = ScanPlan(blocks: [block], lists: [[40_000]])
    #expect(!plan.sourcePorts(Self.ephemeral).isEmpty)
  }
}
