import Addressing
import Platform
import Testing
import Wire

@testable import Diagnostics
@testable import Sockets

@Suite("The verdict about a name")
struct DiagnosisTests {
  // MARK: Facts

  /// An address that is written out here; one that is misspelt would be 0.0.0.0.
  static func address(_ text: String) -> IPAddress {
    (try? IPAddress(text)) ?? .v4(IPv4Address(bits: 0))
  }

  static func found(_ addresses: String..., after milliseconds: Int = 4) -> LookupOutcome {
    let entries = addresses.map {
      NameLookup.Entry(
        address: SocketAddress(Self.address($0), port: 0),
        kind: .stream, protocolNumber: 6)
    }
    let elapsed = Duration.milliseconds(milliseconds)
    return LookupOutcome(
      .success(NameLookup.Answer(entries: entries, canonicalName: nil, elapsed: elapsed)),
      elapsed: elapsed)
  }

  static func failed(
    _ code: Int32, after milliseconds: Int = 4, errno: Int32 = 0
  ) -> LookupOutcome {
    LookupOutcome(
      .failure(LookupError(resolver: code, cause: errno)), elapsed: .milliseconds(milliseconds))
  }

  static func late(_ milliseconds: Int) -> LookupOutcome {
    LookupOutcome(.failure(LookupError(.timedOut)), elapsed: .milliseconds(milliseconds))
  }

  enum Say {
    case code(DNSResponseCode, [String])
    case silence
    case refusal
  }

  /// A name server that says the one for A and the other for AAAA.
  static func server(_ a: Say, _ aaaa: Say, at address: String = "127.0.0.60") -> ServerReport {
    let name = (try? DNSName("www.example")) ?? .root
    let answers = [(DNSRecordType.a, a), (.aaaa, aaaa)].map { type, say in
      let question = DNSQuestion(name, type)
      var reply = DNSExchange.Reply(outcome: .silent, elapsed: .milliseconds(3))
      switch say {
      case .silence: break
      case .refusal: reply.outcome = .unreachable(.system(SystemError("recv", 111)))
      case .code(let code, let addresses):
        var message = DNSMessage(id: 1)
        message.responseCode = code
        message.answers = addresses.map { text in
          switch Self.address(text) {
          case .v4(let four): DNSRecord(name, .a, ttl: 60, .a(four))
          case .v6(let six): DNSRecord(name, .aaaa, ttl: 60, .aaaa(six))
          }
        }
        reply.outcome = .answered(message)
      }
      return ServerAnswer(reply, to: question)
    }
    return ServerReport(server: ScopedAddress(Self.address(address)), answers: answers)
  }

  static let (four, six) = ("10.9.0.1", "2001:db8::1")
  static let (again, fail, noName, noData) = (Int32(-3), Int32(-4), Int32(-2), Int32(-5))

  struct Row: Sendable, CustomStringConvertible {
    var description: String
    var any: LookupOutcome
    var v4: LookupOutcome
    var v6: LookupOutcome
    var servers: [ServerReport] = []
    var verdict: Verdict
    var status: ResolveReport.Status
  }

  /// What getaddrinfo of glibc 2.36 gives for each way in which a name server can misbehave.
  static let rows: [Row] = [
    Row(
      description: "all is well", any: found(six, four), v4: found(four), v6: found(six),
      verdict: .ok, status: .ok),
    Row(
      description: "never answers", any: failed(again, after: 10_000),
      v4: failed(again, after: 10_000), v6: failed(again, after: 10_000),
      servers: [server(.silence, .silence)], verdict: .serversSilent, status: .temporary),
    Row(
      description: "AAAA dropped", any: found(four, after: 15_000), v4: found(four),
      v6: failed(again, after: 10_000),
      servers: [server(.code(.noError, [four]), .silence)], verdict: .ipv6Silent, status: .ok),
    Row(
      description: "A dropped", any: failed(again, after: 15_000), v4: failed(again, after: 10_000),
      v6: found(six), servers: [server(.silence, .code(.noError, [six]))], verdict: .ipv4Silent,
      status: .temporary),
    Row(
      description: "AAAA SERVFAIL", any: found(four), v4: found(four), v6: failed(again),
      servers: [server(.code(.noError, [four]), .code(.serverFailure, []))],
      verdict: .ipv6Failed, status: .ok),
    Row(
      description: "A REFUSED", any: found(six), v4: failed(again), v6: found(six),
      servers: [server(.code(.refused, []), .code(.noError, [six]))], verdict: .ipv4Failed,
      status: .ok),
    Row(
      description: "AAAA NXDOMAIN", any: found(four), v4: found(four), v6: failed(noName),
      servers: [server(.code(.noError, [four]), .code(.noSuchName, []))], verdict: .ipv6Denied,
      status: .ok),
    Row(
      description: "AAAA a second later", any: found(six, four, after: 1004), v4: found(four),
      v6: found(six, after: 1004),
      servers: [server(.code(.noError, [four]), .code(.noError, [six]))], verdict: .ipv6Slow,
      status: .ok),
    Row(
      description: "IPv4 only", any: found(four), v4: found(four), v6: failed(noData),
      verdict: .ipv4Only, status: .ok),
    Row(
      description: "IPv6 only", any: found(six), v4: failed(noData), v6: found(six),
      verdict: .ipv6Only, status: .ok),
    Row(
      description: "REFUSED", any: failed(again), v4: failed(again), v6: failed(again),
      servers: [server(.code(.refused, []), .code(.refused, []))], verdict: .serversRefused,
      status: .temporary),
    Row(
      description: "SERVFAIL", any: failed(again), v4: failed(again), v6: failed(again),
      servers: [server(.code(.serverFailure, []), .code(.serverFailure, []))],
      verdict: .serversFailed, status: .temporary),
    Row(
      description: "NXDOMAIN", any: failed(noName), v4: failed(noName), v6: failed(noName),
      verdict: .noSuchName, status: .noName),
    Row(
      description: "nothing listens", any: failed(again), v4: failed(again), v6: failed(again),
      servers: [server(.refusal, .refusal)], verdict: .serversUnreachable, status: .temporary),
    Row(
      description: "the first server is silent", any: found(six, four, after: 5003),
      v4: found(four, after: 5003), v6: found(six, after: 5003),
      servers: [
        server(.silence, .silence),
        server(.code(.noError, [four]), .code(.noError, [six]), at: "127.0.0.61"),
      ], verdict: .serverSilent, status: .ok),
    Row(
      description: "no descriptor left", any: failed(noName, errno: 24), v4: failed(noName),
      v6: failed(noName), verdict: .outOfDescriptors, status: .localError),
    Row(
      description: "no address at all", any: failed(noData), v4: failed(noData),
      v6: failed(noData), verdict: .noAddress, status: .noData),
    Row(
      description: "AAAA dropped, and given up before getaddrinfo", any: late(2000),
      v4: found(four), v6: late(2000),
      servers: [server(.code(.noError, [four]), .silence)], verdict: .ipv6Silent,
      status: .timeout),
    Row(
      description: "silent, and given up", any: late(1000), v4: late(1000), v6: late(1000),
      servers: [server(.silence, .silence)], verdict: .serversSilent, status: .timeout),
    Row(
      description: "slow, and nobody was asked alone", any: late(1000), v4: late(1000),
      v6: late(1000), verdict: .timeout, status: .timeout),
  ]

  @Test("each way in which name servers misbehave has its name", arguments: rows)
  func verdicts(_ row: Row) throws {
    let facts = LookupFacts(
      name: HostName("www.example"), any: row.any, v4: row.v4, v6: row.v6, servers: row.servers)
    let diagnosis = Diagnosis(facts)
    #expect(diagnosis.verdict == row.verdict, "\(diagnosis.text)")
    #expect(diagnosis.status == row.status)
    #expect(!diagnosis.text.isEmpty)
    // Whoever needs the name servers for a verdict has to ask them.
    if !row.servers.isEmpty { #expect(facts.needServers) }
  }

  @Test("a family that failed is told from one that is not there, without asking a server")
  func families() {
    func diagnosis(_ any: LookupOutcome, v4: LookupOutcome? = nil, v6: LookupOutcome? = nil)
      -> Diagnosis
    { Diagnosis(LookupFacts(name: HostName("www.example"), any: any, v4: v4, v6: v6)) }
    let rows: [(Diagnosis, Verdict, isPartial: Bool)] = [
      (diagnosis(Self.found(Self.four), v6: Self.failed(Self.noData)), .ipv4Only, false),
      (diagnosis(Self.found(Self.four), v6: Self.failed(Self.again)), .ipv6Failed, true),
      (diagnosis(Self.found(Self.six), v4: Self.failed(Self.again)), .ipv4Failed, true),
      (diagnosis(Self.found(Self.six), v4: Self.failed(Self.fail)), .ipv4Failed, true),
      (
        diagnosis(Self.found(Self.four), v6: Self.failed(Self.again, after: 5000)), .ipv6Silent,
        true
      ),
      (diagnosis(Self.found(Self.four), v6: Self.late(1000)), .ipv6Silent, true),
      // EMFILE, which glibc calls "no such name".
      (
        diagnosis(Self.found(Self.four), v6: Self.failed(Self.noName, errno: 24)), .ipv6Failed, true
      ),
      // Dropped beside A, answered alone.
      (diagnosis(Self.found(Self.four), v6: Self.found(Self.six)), .ipv6Failed, true),
    ]
    // Not from the name servers: mdns4 for IPv4 alone, and myhostname.
    let printer = LookupFacts(
      name: HostName("printer.local"), any: Self.found(Self.four), v6: Self.found(Self.six))
    #expect(Diagnosis(printer).verdict == .ipv4Only)
    #expect(diagnosis(Self.found(Self.four), v6: Self.found("::1")).verdict == .ipv4Only)
    for row in rows {
      #expect(row.0.verdict == row.1, "\(row.0.text)")
      #expect(row.0.status == .ok)
      #expect(row.0.isPartial == row.isPartial)
    }
  }

  @Test("what the hosts file has for one family alone is no fault of a name server")
  func hostsFile() {
    let facts = LookupFacts(
      name: HostName("www.example"), any: Self.found(Self.four), v4: Self.found(Self.four),
      v6: Self.failed(Self.noName), isInHostsFile: true)
    #expect(Diagnosis(facts).verdict == .ipv4Only)
    #expect(!facts.needServers)
  }

  @Test("the sentence says who, what and how long")
  func sentences() {
    let facts = LookupFacts(
      name: HostName("www.example"), any: Self.found(Self.four, after: 15_010),
      v4: Self.found(Self.four, after: 6), v6: Self.failed(Self.again, after: 10_000),
      servers: [Self.server(.code(.noError, [Self.four]), .silence)])
    #expect(
      Diagnosis(facts).text
        == "name server 127.0.0.60 never answers AAAA: the other family came after 6 ms, "
        + "every application waits 15.0 s")
  }

  @Test("names that are none are told from names that nobody has")
  func badNames() {
    for (name, verdict) in [
      ("a..b", Verdict.badName), ("", .badName), (".", .badName),
      (String(repeating: "a", count: 64) + ".example", .badName), ("nosuch.example", .noSuchName),
    ] {
      let facts = LookupFacts(name: HostName(name), any: Self.failed(Self.noName))
      #expect(Diagnosis(facts).verdict == verdict, "\(name)")
    }
  }

  @Test(
    "no-aaaa is told where name servers would be asked for AAAA",
    arguments: [
      ("www.example", "no-aaaa", nil as AddressFamily?, ["no-aaaa"]),
      ("www.example", "no-aaaa", .ipv4, []),  // nobody asks for AAAA
      ("www.example", "rotate", nil, []),
      ("192.0.2.1", "no-aaaa", nil, []),  // nobody is asked at all
    ])
  func skippedFamily(
    _ row: (name: String, options: String, family: AddressFamily?, codes: [String])
  ) {
    let question = ResolveQuestion(row.name, family: row.family)
    let system = NameSystem(
      resolver: ResolverConfiguration("", options: row.options),
      services: NameServiceSwitch("hosts: files dns"), policy: .standard, hostsPath: "/dev/null")
    let facts = LookupFacts(
      name: HostName(row.name), family: row.family, any: Self.found("192.0.2.1"))
    let report = ReportWriter(
      question: question, name: facts.name, system: system, facts: facts, hosts: nil,
      services: nil
    ).report()
    #expect(report.warnings.map(\.code) == row.codes)
  }
}
