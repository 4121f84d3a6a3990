import Addressing
import Platform
import Sockets
import TestSupport
import Testing

@testable import Diagnostics

@Suite("Targets laid out as a plan")
struct PlanMakingTests {
  /// The plan's hosts as `first+count`, and the targets that failed.
  private static func laid(
    out targets: [String], without excluded: [String] = []
  ) throws -> (hosts: [String], failed: [String]) {
    var request = ProbeRequest(targets: try targets.map { try ProbeTarget($0) })
    request.excluded = try excluded.map { try ProbeTarget(excluded: $0) }
    request.ports = try PortSelection("80")
    let asked = request
    return try EventLoop().run { loop in
      var failed: [String] = []
      var making = PlanMaking(asked, by: soon)
      await making.run(on: loop) { target, _ in failed.append(target) }
      return (making.tcp.blocks.map { "\($0.address(0))+\($0.count)" }, failed)
    }
  }

  @Test("neighbours become one block, and the last address of all has none")
  func neighbours() throws {
    let last = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
    #expect(try Self.laid(out: ["10.0.0.1", "10.0.0.2"]).hosts == ["10.0.0.1+2"])
    #expect(try Self.laid(out: [last, "::"]).hosts == ["\(last)+1", "::+1"])
    #expect(
      try Self.laid(out: ["255.255.255.255", "0.0.0.0"]).hosts
        == ["255.255.255.255+1", "0.0.0.0+1"])
  }

  @Test("where it cannot be told what to leave out, nobody is asked")
  func unknownExclusion() throws {
    // Too long for a label, which the resolver sees without asking anybody.
    let nobody = String(repeating: "n", count: 64)
    let plan = try Self.laid(out: ["10.0.0.1"], without: [nobody])
    #expect(plan.hosts.isEmpty)
    #expect(plan.failed == [nobody])
    let known = try Self.laid(out: ["10.0.0.0/30"], without: ["10.0.0.2"])
    #expect(known.hosts == ["10.0.0.0+2", "10.0.0.3+1"])
  }

  @Test("a shard has as many questions as it asks, in either family")
  func shards() throws {
    var request = ProbeRequest(targets: try ["10.0.0.1", "fd00::1"].map { try ProbeTarget($0) })
    request.ports = try PortSelection("u:53")
    for index in 0..<2 {
      request.shard = (index, 2)
      let asked = request
      try EventLoop().run { loop in
        var making = PlanMaking(asked)
        await making.run(on: loop) { _, _ in }
        for family in AddressFamily.allCases {
          let part = making.udp.part(family)
          #expect(Int(part.total) == part.questions(index, of: 2).count)
        }
      }
    }
  }
}
