import Addressing
import Foundation
import Platform
import TestSupport
import Testing

@testable import Sockets

/// What `ip -j WORDS` prints, as JSON.
private func ip(_ words: String...) throws -> [[String: Any]] {
  let output = try Tool.run("ip", ["-j"] + words, in: URL(filePath: "/"))
  // Of no routes it says nothing.
  if output.isEmpty { return [] }
  return try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]] ?? []
}

extension Trait where Self == ConditionTrait {
  /// For tests that compare with ip(8).
  fileprivate static var needsIP: Self {
    .enabled(if: Tool.canTest(with: "ip"), "ip is not installed")
  }
}

@Suite("Network state")
struct NetworkStateTests {
  @Test("interfaces are those that ip shows", .needsIP)
  func interfaces() throws {
    let expected = try ip("link", "show")
    let found = try NetworkState.interfaces()
    #expect(found.map(\.name) == expected.map { $0["ifname"] as? String })
    #expect(found.map { Int($0.mtu) } == expected.map { $0["mtu"] as? Int })
    let flags = expected.map { Set($0["flags"] as? [String] ?? []) }
    #expect(found.map(\.isUp) == flags.map { $0.contains("UP") })
    #expect(found.map(\.isLoopback) == flags.map { $0.contains("LOOPBACK") })
    #expect(found.map(\.supportsMulticast) == flags.map { $0.contains("MULTICAST") })
    let loopback = try #require(found.first { $0.isLoopback })
    #expect(loopback.name == "lo" && loopback.hardwareAddress.count == 6)
  }

  @Test("addresses are those that ip shows, with prefix and flags", .needsIP)
  func addresses() throws {
    let expected = try ip("addr", "show")
    let shown = Set(
      expected.flatMap { link -> [String] in
        let index = link["ifindex"] as? Int ?? 0
        return (link["addr_info"] as? [[String: Any]] ?? []).compactMap { entry in
          guard let local = entry["local"], let length = entry["prefixlen"] else { return nil }
          let isTemporary = entry["temporary"] as? Bool ?? false
          return "\(index) \(local)/\(length) \(isTemporary)"
        }
      })
    let found = Set(
      try NetworkState.addresses().map { entry in
        let isTemporary = entry.flags.contains(.temporary) && entry.address.isIPv6
        return "\(entry.interfaceIndex) \(entry.address)/\(entry.prefixLength) \(isTemporary)"
      })
    #expect(found == shown)
  }

  @Test("routes are those that ip shows", .needsIP, arguments: AddressFamily.allCases)
  func routes(family: AddressFamily) throws {
    let option = family == .ipv4 ? "-4" : "-6"
    let expected = try ip(option, "route", "show", "table", "main")
    let found = try NetworkState.routes(family).filter { $0.table == 254 }
    #expect(found.count == expected.count)
    let gateways = expected.compactMap { $0["gateway"] as? String }
    #expect(found.flatMap { $0.hops.compactMap { $0.gateway?.description } } == gateways)
    #expect(found.filter(\.isDefault).count == expected.count { $0["dst"] as? String == "default" })
    #expect(found.map { Int($0.metric) } == expected.map { $0["metric"] as? Int ?? 0 })
  }

  @Test("the route to loopback is local and over lo", arguments: AddressFamily.allCases)
  func lookup(family: AddressFamily) throws {
    let route = try NetworkState.route(to: .loopback(family))
    #expect(route.kind == .local)
    #expect(route.hops.first?.interfaceIndex == SystemCalls.interfaceIndex(named: "lo"))
    #expect(try !NetworkState.routes(family).isEmpty)
    _ = try NetworkState.neighbours()
  }

  @Test("the source for loopback is loopback", arguments: AddressFamily.allCases)
  func source(family: AddressFamily) throws {
    let source = try SourceSelection.source(for: .loopback(family, port: 80))
    #expect(source.address == SocketAddress.loopback(family).address)
  }

  @Test("messages cut anywhere are refused, not misread")
  func truncation() throws {
    // 10.0.0.0/8 via 192.0.2.1 dev 2 metric 100, as the kernel sends it.
    let route: [UInt8] = [
      2, 8, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0,  // rtmsg
      8, 0, 1, 0, 10, 0, 0, 0,  // RTA_DST
      8, 0, 5, 0, 192, 0, 2, 1,  // RTA_GATEWAY
      8, 0, 4, 0, 2, 0, 0, 0,  // RTA_OIF
      8, 0, 6, 0, 100, 0, 0, 0,  // RTA_PRIORITY
    ]
    let whole = try #require(NetlinkDecoding.route(route[...]))
    #expect(whole.destination == (try IPAddress("10.0.0.0")) && whole.prefixLength == 8)
    #expect(whole.hops == [.init(gateway: try IPAddress("192.0.2.1"), interfaceIndex: 2)])
    #expect(whole.metric == 100 && whole.origin == .manual && whole.kind == .unicast)
    for length in 0..<route.count {
      let cut = NetlinkDecoding.route(route[..<length])
      #expect((cut == nil) == (length < 12))
      _ = NetlinkDecoding.address(route[..<length])
      _ = NetlinkDecoding.interface(route[..<length])
      _ = NetlinkDecoding.neighbour(route[..<length])
    }
  }

  @Test("random bytes never trap the reader")
  func fuzz() {
    var generator = SeededRandom.forTest("netlink")
    for _ in 0..<SeededRandom.inputs {
      var bytes = generator.noise(upTo: 96)
      // Small numbers make lengths and types that lead deeper.
      for index in bytes.indices where generator.isHeads() { bytes[index] &= 0x1F }
      if let first = bytes.indices.first { bytes[first] = generator.isHeads() ? 2 : 10 }
      _ = NetlinkDecoding.route(bytes[...])
      _ = NetlinkDecoding.address(bytes[...])
      _ = NetlinkDecoding.interface(bytes[...])
      _ = NetlinkDecoding.neighbour(bytes[...])
    }
  }
}

extension IPAddress {
  fileprivate var isIPv6: Bool {
    switch self {
    case .v4: false
    case .v6: true
    }
  }
}
