import Addressing
import Platform
import Sockets
import Testing

@testable import Diagnostics

/// What the stages make of what they see, without a network.
@Suite struct DualStackStageTests {
  static func six(_ text: String) -> IPv6Address {
    guard let address = try? IPv6Address(text) else { preconditionFailure("\(text) is IPv6") }
    return address
  }

  // RFC 6052 §2.2 puts 192.0.0.170 and .171 behind a prefix of each length like this.
  @Test(
    "a translator's prefix is found at each of the six lengths",
    arguments: [
      ("2001:db8::/32", ["2001:db8:c000:aa::", "2001:db8:c000:ab::"]),
      ("2001:db8:100::/40", ["2001:db8:1c0:0:aa::", "2001:db8:1c0:0:ab::"]),
      ("2001:db8:122::/48", ["2001:db8:122:c000:0:aa00::", "2001:db8:122:c000:0:ab00::"]),
      ("2001:db8:122:300::/56", ["2001:db8:122:3c0:0:aa::", "2001:db8:122:3c0:0:ab::"]),
      ("2001:db8:122:344::/64", ["2001:db8:122:344:c0:0:aa00:0", "2001:db8:122:344:c0:0:ab00:0"]),
      ("64:ff9b::/96", ["64:ff9b::c000:aa", "64:ff9b::c000:ab"]),
    ])
  func translatorPrefix(prefix: String, answers: [String]) {
    let found = NAT64Discovery.prefixes(in: answers.map(Self.six))
    #expect(found.first.map { "\($0)" } == prefix)
  }

  @Test("an answer that holds no well-known address is no translator's")
  func noTranslator() {
    #expect(NAT64Discovery.prefixes(in: []).isEmpty)
    #expect(NAT64Discovery.prefixes(in: [Self.six("2001:db8::1")]).isEmpty)
  }

  @Test(
    "an address is told by its kind",
    arguments: [
      ("2001:db8::1", "gua", "manual"), ("fd00::1234:5678:9abc:def0", "ula", "random"),
      ("fe80::fc:ff:fe00:1", "link-local", "eui64"), ("2002:c000:204::1", "6to4", "manual"),
      ("2001:0:c000:22d:8000:63bf:3fff:fdd2", "teredo", nil),
      ("2001:db8::5efe:192.0.2.1", "isatap", "isatap"), ("64:ff9b::192.0.2.1", "nat64", nil),
      ("192.0.0.4", "clat", nil), ("10.0.0.1", "private", nil), ("172.31.0.1", "private", nil),
      ("172.32.0.1", "public", nil), ("100.64.0.1", "shared", nil), ("100.128.0.1", "public", nil),
      ("169.254.1.1", "link-local", nil), ("192.168.1.1", "private", nil),
      ("fec0::1", "site-local", "manual"),
    ] as [(String, String, String?)])
  func kind(text: String, kind: String, iid: String?) throws {
    let facts = AddressFacts(address: try IPAddress(text), prefix: 64)
    #expect(facts.kind.rawValue == kind)
    #expect(facts.iid?.rawValue == iid)
  }

  @Test("any global address on a translator's interface is the translator's")
  func translatorInterface() throws {
    let facts = AddressFacts(
      address: try IPAddress("2001:db8::464"), prefix: 128, interface: "clat4")
    #expect(facts.kind == .clat)
  }

  @Test("the lowest flag means temporary in IPv6, and nothing in IPv4")
  func temporary() throws {
    let six = AddressFacts(address: try IPAddress("2001:db8::1"), prefix: 64, flags: .temporary)
    let four = AddressFacts(address: try IPAddress("192.0.2.1"), prefix: 24, flags: .temporary)
    #expect(six.flags == ["temporary"])
    #expect(four.flags == [])
  }

  @Test("the sizes that are tried end at the link's own")
  func ladder() {
    #expect(PathMTUStage.ladder(upTo: 1500, .ipv6) == [1280, 1400, 1480, 1500])
    #expect(PathMTUStage.ladder(upTo: 1280, .ipv6) == [1280])
    #expect(PathMTUStage.ladder(upTo: 1420, .ipv4) == [576, 1400, 1420])
    #expect(PathMTUStage.ladder(upTo: 65536, .ipv4).last == 65000)
  }

  @Test("a router names a size below the one that did not fit, or is not believed")
  func namedSizes() {
    func named(_ mtu: Int) -> [Int] {
      PathMTUStage.namedSizes([1280: .arrived, 1500: .tooBig(mtu: mtu, from: nil)])
    }
    #expect(named(1400) == [1400])
    #expect(named(575) == [])  // RFC 791: every host takes 576
    #expect(named(1500) == [])
    #expect(named(4_294_967_295) == [])  // what the field of ICMPv6 can hold
    // Of a size too small for its own answer nothing is named, and nothing traps.
    #expect(PathMTUStage.namedSizes([500: .tooBig(mtu: 400, from: nil)]) == [])
  }

  @Test(
    "echoes of several sizes amount to a path MTU",
    arguments: [
      ([1280: .arrived, 1500: .arrived], 1500, false),
      ([1280: .arrived, 1500: .silent], 1280, true),
      // A router said how much, and that much arrived.
      ([1280: .arrived, 1400: .arrived, 1500: .tooBig(mtu: 1400, from: nil)], 1400, false),
      // It said so, and even that much vanished.
      ([1280: .arrived, 1400: .silent, 1500: .tooBig(mtu: 1400, from: nil)], 1280, true),
      // Nobody answers such datagrams: nothing is known.
      ([1280: .silent, 1500: .silent], nil, nil),
    ] as [([Int: PathMTUStage.Echo], Int?, Bool?)])
  func echoes(echoes: [Int: PathMTUStage.Echo], size: Int?, hole: Bool?) {
    let answer = PathMTUStage.answer(echoes, after: .zero)
    #expect(answer.size == size)
    #expect(answer.hasBlackHole == hole)
  }

  @Test("the state of this machine is read without a privilege, and without asking anybody")
  func localState() throws {
    var question = DualStackQuestion()
    question.isLocal = true
    let report = try DualStackCheck.run(question)
    #expect(report.contacted.isEmpty)
    #expect(report.judgement.basis == .local)
    #expect(report.facts.interfaces.allSatisfy { $0.name != "lo" })
  }

  @Test("a loopback host with nobody on the port is reached")
  func loopback() throws {
    var question = DualStackQuestion()
    question.nameServers = []
    question.targets = [
      DualStackTarget(.address(ScopedAddress(try IPAddress("127.0.0.1"))), port: 1)
    ]
    let report = try DualStackCheck.run(question)
    #expect(report.facts.targets.first?.v4?.status == .refused)
    #expect(report.facts.targets.first?.v6?.status == .noAddress)
  }
}
