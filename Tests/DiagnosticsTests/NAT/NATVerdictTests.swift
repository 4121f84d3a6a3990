import Addressing
import Testing

@testable import Diagnostics

@Suite("NAT verdicts")
struct NATVerdictTests {
  /// What was seen, and what follows from it.
  struct Row: Sendable {
    var source: String
    var mapped: String?
    var filtering: Dependence?
    var router: String?
    var hops: [String] = []
    var mappedDistance: Int?
    var kind: NATKind?
    var layers: Int?
  }

  static let rows = [
    // Local evidence alone.
    Row(source: "8.8.4.4", kind: NATKind.none, layers: 0),
    Row(source: "192.168.1.5", kind: .nat, layers: 1),
    Row(source: "100.64.3.4", kind: .cgnat, layers: 1),
    Row(source: "192.0.0.4", kind: .cgnat, layers: 1),  // CLAT: IPv4 over IPv6
    Row(source: "169.254.3.4", kind: nil, layers: nil),
    Row(source: "fd00::5", kind: nil, layers: nil),
    Row(source: "2a00:1450::5", kind: NATKind.none, layers: 0),
    // The router's word.
    Row(source: "192.168.1.5", router: "5.6.7.8", kind: .nat, layers: 1),
    Row(source: "192.168.1.5", router: "100.64.3.4", kind: .cgnat, layers: 2),
    Row(source: "192.168.1.5", router: "10.0.0.7", kind: .double, layers: 2),
    // A server's word.
    Row(
      source: "8.8.4.4", mapped: "8.8.4.4", filtering: .endpointIndependent, kind: NATKind.none,
      layers: 0),
    Row(
      source: "8.8.4.4", mapped: "8.8.4.4", filtering: .addressAndPortDependent, kind: .firewall,
      layers: 0),
    Row(source: "192.168.1.5", mapped: "5.6.7.8", kind: .nat, layers: 1),
    // The server is inside as well and sees no NAT: the private address remains.
    Row(source: "192.168.1.5", mapped: "192.168.1.5", kind: .nat, layers: 1),
    Row(source: "192.168.1.5", mapped: "5.6.7.8", router: "5.6.7.8", kind: .nat, layers: 1),
    Row(source: "192.168.1.5", mapped: "5.6.7.8", router: "9.9.9.9", kind: .cgnat, layers: 2),
    Row(
      source: "192.168.1.5", mapped: "5.6.7.8", hops: ["192.168.1.1", "100.64.0.1"],
      kind: .cgnat, layers: 2),
    // Providers number routers privately without any NAT: alone it is no second layer.
    Row(
      source: "192.168.1.5", mapped: "5.6.7.8", hops: ["192.168.1.1", "10.1.2.3"], kind: .nat,
      layers: 1),
    Row(
      source: "192.168.1.5", mapped: "5.6.7.8", hops: ["192.168.1.1", "10.1.2.3"],
      mappedDistance: 2, kind: .double, layers: 2),
    Row(source: "192.168.1.5", mapped: "5.6.7.8", mappedDistance: 1, kind: .nat, layers: 1),
    // IPv6: the prefix alone changes, or all of it.
    Row(source: "fd77::2", mapped: "2a00:1450:77::2", kind: .nptv6, layers: 1),
    Row(source: "fd77::2", mapped: "2a00:1450:45::1", kind: .nat66, layers: 1),
  ]

  @Test("evidence leads to its verdict", arguments: rows)
  func verdict(row: Row) throws {
    let source = try IPAddress(row.source)
    var path = LocalPath(family: Family(source))
    path.source = source
    path.sourceClass = SourceClass(source)
    path.defaultRoutes = [
      .init(gateway: nil, interface: "eth0", interfaceKind: nil, isTunnel: false, metric: 0)
    ]
    var evidence = NATEvidence(path: path)
    evidence.ownAddresses = [source]
    if let router = row.router {
      var gateway = GatewayReport(address: try IPAddress("192.168.1.1"))
      gateway.natPMP = .init(result: "success", external: try IPAddress(router))
      evidence.gateway = gateway
    }
    if let mapped = row.mapped {
      var findings = STUNFindings(server: "s", address: try IPAddress("9.9.9.1"), port: 3478)
      findings.hasAnswered = true
      findings.mapped = try IPAddress(mapped)
      findings.filtering = row.filtering
      evidence.consensus = STUNConsensus([findings])
    }
    if !row.hops.isEmpty || row.mappedDistance != nil {
      let hops = try row.hops.enumerated().map {
        HopReport.Hop(distance: $0.offset + 1, address: try IPAddress($0.element))
      }
      evidence.hops = HopReport(path: hops, mappedDistance: row.mappedDistance)
    }
    let verdict = NATVerdict(evidence)
    #expect(verdict.kind == row.kind, "\(verdict)")
    #expect(verdict.layers == row.layers, "\(verdict)")
    #expect(!verdict.summary.isEmpty)
    #expect((NATMeaning(verdict, evidence) == nil) == (row.kind == nil))
  }

  @Test(
    "source addresses have their class",
    arguments: [
      ("10.1.2.3", SourceClass.privateUse), ("172.31.0.1", .privateUse),
      ("172.32.0.1", .global), ("192.168.0.1", .privateUse), ("100.64.0.1", .carrier),
      ("100.128.0.1", .global), ("192.0.0.2", .carriedOverIPv6), ("192.0.0.8", .global),
      ("169.254.1.1", .linkLocal), ("192.0.2.1", .documentation), ("198.19.0.1", .benchmarking),
      ("127.0.0.1", .loopback), ("224.0.0.1", .reserved), ("0.1.2.3", .reserved),
      ("fe80::1", .linkLocal), ("fd00::1", .uniqueLocal), ("64:ff9b::1", .nat64),
      ("64:ff9b:1::1", .nat64), ("2001::1", .teredo), ("2002:1::", .sixToFour),
      ("2001:db8::1", .documentation), ("3fff::1", .documentation), ("2a00::1", .global),
      ("::1", .loopback), ("ff02::1", .reserved), ("::", .reserved), ("4000::1", .reserved),
      ("192.0.0.7", .carriedOverIPv6), ("255.255.255.255", .reserved), ("240.0.0.1", .reserved),
      ("fec0::1", .reserved), ("::ffff:8.8.8.8", .reserved), ("::8.8.8.8", .reserved),
      ("203.0.113.1", .documentation), ("9.255.255.255", .global), ("11.0.0.0", .global),
    ] as [(String, SourceClass)])
  func sourceClass(text: String, kind: SourceClass) throws {
    #expect(SourceClass(try IPAddress(text)) == kind)
  }
}
