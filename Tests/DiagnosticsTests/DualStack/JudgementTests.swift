import Addressing
import Sockets
import Testing

@testable import Diagnostics

/// The table from facts to verdict, without a network.
@Suite struct JudgementTests {
  /// A healthy dual-stack machine whose one target answers over both.
  static func healthy() -> DualStackFacts {
    var facts = DualStackFacts()
    facts.interfaces = [
      InterfaceFacts(
        name: "eth0",
        addresses: [
          address("192.0.2.10", 24), address("2001:db8:c::10", 64), address("fe80::1", 64),
        ])
    ]
    facts.routes = [
      RouteFacts(family: .ipv4, gateway: ip("192.0.2.1"), interface: "eth0"),
      RouteFacts(family: .ipv6, gateway: ip("2001:db8:c::1"), interface: "eth0"),
    ]
    facts.targets = [target(v4: connected(1), v6: connected(1))]
    return facts
  }

  static func ip(_ text: String) -> IPAddress {
    guard let address = try? IPAddress(text) else { preconditionFailure("\(text) is an address") }
    return address
  }

  static func address(
    _ text: String, _ prefix: Int, _ flags: InterfaceAddress.Flags = []
  ) -> AddressFacts {
    AddressFacts(address: ip(text), prefix: prefix, flags: flags)
  }

  static func target(
    _ host: String = "dual.test", v4: ConnectFacts?, v6: ConnectFacts?
  ) -> TargetFacts {
    var target = TargetFacts(host: host, port: 80)
    (target.v4, target.v6) = (v4, v6)
    target.lookup.addresses = [ip("2001:db8:5::80"), ip("198.51.100.80")]
    return target
  }

  static func connected(_ milliseconds: Int) -> ConnectFacts {
    ConnectFacts(.connected, nil, after: .milliseconds(milliseconds))
  }

  static func unreachable(_ error: String) -> ConnectFacts {
    var connect = ConnectFacts(.unreachable, nil, after: .zero)
    connect.error = error
    return connect
  }

  static var timeout: ConnectFacts { ConnectFacts(.timeout, nil, after: .seconds(3)) }

  static func behind(_ gateway: String, _ state: NeighbourState) -> ConnectFacts {
    var connect = timeout
    (connect.gateway, connect.neighbour) = (ip(gateway), state)
    return connect
  }

  static func server(_ text: String, _ status: NameServerFacts.Status) -> NameServerFacts {
    NameServerFacts(server: ScopedAddress(ip(text)), name: "dual.test", status: status)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var verdict: DualStackVerdict
    var reason: DualStackReason?
    var change: @Sendable (inout DualStackFacts) -> Void

    init(
      _ name: String, _ verdict: DualStackVerdict, _ reason: DualStackReason? = nil,
      _ change: @escaping @Sendable (inout DualStackFacts) -> Void
    ) {
      testDescription = name
      self.verdict = verdict
      self.reason = reason
      self.change = change
    }
  }

  static let rows: [Row] = [
    Row("both connect", .dualStack) { _ in },
    Row("both are refused: the host answers", .dualStack) {
      $0.targets = [target(v4: ConnectFacts(.refused), v6: ConnectFacts(.refused))]
    },
    Row("no global address", .ipv4Only) {
      $0.interfaces[0].addresses.remove(at: 1)
      $0.targets[0].v6 = unreachable("ENETUNREACH")
    },
    Row("a unique local address without a route stays inside", .ipv4Only) {
      $0.interfaces[0].addresses[1] = address("fd00::10", 64)
      $0.routes.removeLast()
      $0.targets[0].v6 = unreachable("ENETUNREACH")
    },
    Row("switched off", .ipv6Disabled, .switchedOff) {
      $0.kernel.disabled = true
      $0.targets[0].v6 = unreachable("EADDRNOTAVAIL")
    },
    Row("no module", .ipv6Disabled, .noKernelSupport) {
      $0.kernel.supported = false
      $0.targets[0].v6 = unreachable("EAFNOSUPPORT")
    },
    Row("switched off, and no IPv4", .offline) {
      $0.kernel.disabled = true
      $0.interfaces = []
      $0.routes = []
      $0.targets = []
    },
    Row("no IPv4 address", .ipv6Only) {
      $0.interfaces[0].addresses.removeFirst()
      $0.targets[0].v4 = unreachable("ENETUNREACH")
    },
    Row("no IPv4 address, and a translator that works", .ipv6OnlyNAT64) {
      $0.interfaces[0].addresses.removeFirst()
      $0.targets[0].v4 = unreachable("ENETUNREACH")
      $0.nat64 = NAT64Facts(prefix: .v6(NAT64.wellKnown), works: true)
    },
    Row("no IPv4 address, and a translator nobody tried", .ipv6OnlyNAT64) {
      $0.interfaces[0].addresses.removeFirst()
      $0.targets[0].v4 = ConnectFacts(.noAddress)
      $0.nat64 = NAT64Facts(prefix: .v6(NAT64.wellKnown))
    },
    Row("no IPv4 address, and a translator that is dead", .ipv6Only) {
      $0.interfaces[0].addresses.removeFirst()
      $0.targets[0].v4 = unreachable("ENETUNREACH")
      $0.nat64 = NAT64Facts(prefix: .v6(NAT64.wellKnown), works: false)
    },
    Row("nothing comes back", .brokenIPv6, .dropped) { $0.targets[0].v6 = timeout },
    Row("nothing comes back, the gateway answers", .brokenIPv6, .dropped) {
      $0.targets[0].v6 = behind("2001:db8:c::1", .reachable)
    },
    Row("the gateway is asked and silent", .brokenIPv6, .gatewayDead) {
      $0.targets[0].v6 = behind("2001:db8:c::1", .incomplete)
    },
    Row("an ICMP message", .brokenIPv6, .rejected) {
      $0.targets[0].v6 = ConnectFacts(.rejected, nil, after: .zero)
      $0.targets[0].v6?.icmp = ICMPFacts(
        type: 1, code: 1, name: "admin-prohibited", from: ip("2001:db8:c::1"))
    },
    Row("a reset over IPv6 alone", .brokenIPv6, .rejected) {
      $0.targets[0].v6 = ConnectFacts(.refused, nil, after: .zero)
    },
    Row("a global address and no route", .brokenIPv6, .noRoute) {
      $0.routes.removeLast()
      $0.targets[0].v6 = unreachable("ENETUNREACH")
    },
    Row("a route that refuses", .brokenIPv6, .noRoute) {
      $0.routes[1] = RouteFacts(family: .ipv6, kind: .blackhole)
      $0.targets[0].v6 = unreachable("EINVAL")
    },
    Row("duplicate detection runs", .brokenIPv6, .addressNotReady) {
      $0.interfaces[0].addresses[1] = address("2001:db8:c::10", 64, .tentative)
      $0.targets[0].v6 = unreachable("EADDRNOTAVAIL")
    },
    Row("duplicate detection failed", .brokenIPv6, .addressNotReady) {
      $0.interfaces[0].addresses[1] = address("2001:db8:c::10", 64, [.tentative, .duplicate])
      $0.targets[0].v6 = unreachable("EADDRNOTAVAIL")
    },
    Row("an optimistic address is ready", .dualStack) {
      $0.interfaces[0].addresses[1] = address("2001:db8:c::10", 64, [.tentative, .optimistic])
    },
    Row("AAAA is not answered", .brokenIPv6, .dns) {
      $0.dns = [server("198.51.100.53", .aaaaBroken)]
      $0.targets[0].v6 = ConnectFacts(.lookupFailed)
    },
    Row("AAAA is not answered, and known from elsewhere", .brokenIPv6, .dns) {
      $0.dns = [server("198.51.100.53", .aaaaBroken)]
    },
    Row("the name server is silent over IPv6 alone", .brokenIPv6, .dns) {
      $0.dns = [server("2001:db8:5::53", .silent), server("198.51.100.53", .ok)]
    },
    Row("one of two IPv6 name servers is silent", .dualStack) {
      $0.dns = [server("2001:db8:5::53", .silent), server("2001:db8:5::54", .ok)]
    },
    Row("no name server answers, addresses were given", .dualStack) {
      $0.dns = [server("2001:db8:5::53", .silent), server("198.51.100.53", .silent)]
    },
    Row("large packets vanish", .brokenIPv6, .pmtu) {
      $0.targets[0].pmtu = PathMTUFacts(v6: 1280, blackhole: true)
    },
    Row("251 ms later is slow", .slowIPv6, .latency) {
      $0.targets[0].v6 = connected(252)
    },
    Row("250 ms later is not", .dualStack) { $0.targets[0].v6 = connected(251) },
    Row("a second on a short way: the first packet was lost", .slowIPv6, .firstPacketLost) {
      $0.targets[0].v6 = connected(1030)
      $0.targets[0].v6?.rttMS = .milliseconds(1)
    },
    Row("a second on a long way", .slowIPv6, .latency) {
      $0.targets[0].v6 = connected(1030)
      $0.targets[0].v6?.rttMS = .milliseconds(1029)
    },
    Row("IPv4 is the slow one", .slowIPv4, .latency) { $0.targets[0].v4 = connected(400) },
    Row("IPv4 is dropped", .brokenIPv4, .dropped) { $0.targets[0].v4 = timeout },
    Row("the target has no AAAA", .targetV4Only) {
      $0.targets[0].v6 = ConnectFacts(.noAddress)
    },
    Row("the target has no A", .targetV6Only) { $0.targets[0].v4 = ConnectFacts(.noAddress) },
    Row("no address at all", .offline) {
      $0.interfaces = []
      $0.routes = []
      $0.targets = [target(v4: unreachable("ENETUNREACH"), v6: unreachable("ENETUNREACH"))]
    },
    Row("neither answers, name servers do", .unknown, .target) {
      $0.dns = [server("198.51.100.53", .ok)]
      $0.targets = [target(v4: timeout, v6: timeout)]
    },
    Row("neither answers, nor does anybody", .offline, .dropped) {
      $0.targets = [target(v4: timeout, v6: timeout)]
    },
    Row("nothing was tried", .dualStack) { $0.targets = [] },
    Row("nothing was tried, and the gateway has failed", .brokenIPv6, .gatewayDead) {
      $0.targets = []
      $0.routes[1].neighbour = .failed
    },
    Row("one target of two fails: the machine is well", .dualStack) {
      $0.targets.append(target("b", v4: connected(1), v6: timeout))
    },
  ]

  @Test("facts amount to their verdict and reason", arguments: rows)
  func verdict(row: Row) {
    var facts = Self.healthy()
    row.change(&facts)
    let judgement = Judgement(of: facts)
    #expect(judgement.verdict == row.verdict)
    #expect(judgement.reason == row.reason)
    // Whatever is not as it should be is explained.
    #expect((judgement.cause == nil) == (judgement.verdict == .dualStack))
  }

  @Test("of several targets, one that fails is told from a network that does")
  func scope() {
    var facts = Self.healthy()
    #expect(Judgement(of: facts).scope == nil)
    facts.targets.append(Self.target("b", v4: Self.connected(1), v6: Self.timeout))
    #expect(Judgement(of: facts).scope == .target)
    facts.targets[0].v6 = Self.timeout
    #expect(Judgement(of: facts).scope == .network)
    #expect(Judgement(of: facts).verdict == .brokenIPv6)
  }

  @Test("a program without happy eyeballs pays for the family that it tries first")
  func cost() {
    var facts = Self.healthy()
    facts.targets[0].v6 = Self.timeout
    #expect(Judgement(of: facts).cost == Cost(ms: .seconds(3), isAtLeast: true))
    // IPv4 is first: nothing to pay.
    facts.targets[0].lookup.addresses.reverse()
    #expect(Judgement(of: facts).cost == nil)
    facts.targets[0].lookup.addresses.reverse()
    facts.targets[0].v6 = Self.connected(401)
    #expect(Judgement(of: facts).cost == Cost(ms: .milliseconds(400)))
  }

  @Test("scores are those of test-ipv6.com, codes those of RIPE-631")
  func scores() {
    func check(
      _ score: Score?, _ code: String?, _ comment: Comment,
      _ change: (inout DualStackFacts) -> Void
    ) {
      var facts = Self.healthy()
      change(&facts)
      let judgement = Judgement(of: facts)
      #expect(judgement.score == score, comment)
      #expect(judgement.helpdesk == code, comment)
    }
    check(Score(10, 10), "46", "healthy") { _ in }
    check(Score(7, 7), "624", "6to4") {
      $0.interfaces[0].addresses[1] = Self.address("2002:c000:20a::1", 16)
    }
    check(Score(7, 7), "4t", "Teredo") {
      $0.interfaces[0].addresses[1] = Self.address("2001:0:c000:22d::1", 32)
    }
    check(Score(10, 10), "46t", "a tunnel") { $0.interfaces[0].kind = "sit" }
    check(Score(7, 7), "46 slow", "slow") { $0.targets[0].v6 = Self.connected(300) }
    check(Score(7, 5), "46 slow", "more than five seconds") {
      $0.targets[0].v6 = Self.connected(5001)
    }
    check(Score(1, 1), "46 mtu", "black hole") {
      $0.targets[0].pmtu = PathMTUFacts(v6: 1280, blackhole: true)
    }
    check(Score(10, 0), "112", "dropped") { $0.targets[0].v6 = Self.timeout }
    check(Score(10, 9), "46", "no name server over IPv6") {
      $0.dns = [Self.server("198.51.100.53", .ok)]
    }
    check(nil, nil, "the target is to blame") { $0.targets[0].v6 = ConnectFacts(.noAddress) }
  }

  @Test("every verdict answers whether there is IPv6, offline and unknown by not knowing")
  func hasIPv6() {
    let unknown = DualStackVerdict.allCases.filter { $0.hasIPv6 == nil }
    #expect(unknown == [.offline, .unknown])
  }
}
