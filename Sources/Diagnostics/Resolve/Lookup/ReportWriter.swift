import Addressing
import Platform
import Sockets

/// Makes the report of a name from what was found out.
struct ReportWriter {
  let question: ResolveQuestion
  let name: HostName
  let system: NameSystem
  let facts: LookupFacts
  /// What the hosts file says; nil for addresses.
  let hosts: HostsFile?
  let services: [ServiceReport]?

  /// - Parameter order: what explains the order; nil to ask the kernel for this report alone.
  func report(_ order: OrderWriter? = nil) -> ResolveReport {
    let diagnosis = Diagnosis(facts)
    let error = facts.any.error
    var report = ResolveReport(
      name: name.typed, ascii: name.isInternational ? name.ascii : nil,
      unicode: name.unicode == name.typed ? nil : name.unicode, found: foundByCanonicalName,
      canonical: facts.any.answer?.canonicalName, status: diagnosis.status,
      verdict: diagnosis.verdict, text: diagnosis.text,
      eai: error.flatMap { $0.code == 0 ? nil : Int($0.code) },
      eaiName: error.flatMap { $0.code == 0 ? nil : $0.symbol },
      errno: error?.cause?.symbol, source: nil, timingMs: timing, orderExplained: nil,
      policy: nil, addresses: addresses, missing: missing, services: services,
      servers: facts.servers.isEmpty ? nil : facts.servers, warnings: [])
    report.source = services.flatMap { Self.chosen($0) } ?? concludedSource
    report.warnings = warnings(report)
    if question.wantsOrder, !report.addresses.isEmpty {
      (order ?? OrderWriter(system.policy)).explain(&report, entries)
    }
    return report
  }

  // MARK: Addresses

  /// Of getaddrinfo's own answer; without one, of those for one family.
  private var entries: [SocketAddress] {
    if let answer = facts.any.answer { return answer.entries.map(\.address) }
    return [facts.v6, facts.v4].compactMap { $0?.answer }.flatMap { $0.entries.map(\.address) }
  }

  private var addresses: [ResolvedAddress] {
    entries.enumerated().map { index, entry in
      ResolvedAddress(
        entry, rank: index + 1, hasPort: question.service != nil, type: type,
        policy: system.policy)
    }
  }

  private var type: ResolveQuestion.Transport? {
    question.transport ?? (question.service == nil ? nil : .tcp)
  }

  /// RFC 6761 §6.3: both loopback addresses, of all that ask for both.
  private var missing: [String]? {
    guard name.isLocalhost, question.family == nil, facts.any.isFound else { return nil }
    let present = Set(entries.map { "\($0.address)" })
    let missing = ["::1", "127.0.0.1"].filter { !present.contains($0) }
    return missing.isEmpty ? nil : missing
  }

  private var timing: ResolveReport.Timing {
    func time(_ outcome: LookupOutcome?) -> Double? {
      guard let outcome, !outcome.isUnanswered, outcome.error?.reason != .cancelled else {
        return nil
      }
      return (outcome.elapsed.milliseconds * 1000).rounded() / 1000
    }
    return .init(any: time(facts.any), v4: time(facts.v4), v6: time(facts.v6))
  }

  // MARK: Who answered

  private var foundByCanonicalName: String? {
    guard name.form == .name, let canonical = facts.any.answer?.canonicalName, hostsLines == nil,
      canonical.lowercased() != (name.ascii ?? name.typed).lowercased()
    else { return nil }
    return system.resolver.candidates(for: name.ascii ?? name.typed).first {
      $0.lowercased() == canonical.lowercased()
    }
  }

  /// The lines of the hosts file that give all addresses of the answer; nil where they do not.
  private var hostsLines: [Int]? {
    guard let hosts, !hosts.entries.isEmpty, !entries.isEmpty else { return nil }
    let given = Set(hosts.entries.map { Self.unmapped($0.address.address) })
    let isLocal = name.isLocalhost
    guard entries.allSatisfy({ given.contains($0.unmapped.address) || isLocal }) else { return nil }
    return hosts.entries.map(\.line)
  }

  private static func unmapped(_ address: IPAddress) -> IPAddress {
    SocketAddress(address, port: 0).unmapped.address
  }

  static func chosen(_ services: [ServiceReport]) -> AnswerSource? {
    services.first(where: \.isChosen).map {
      AnswerSource(
        service: $0.service, file: $0.file, line: $0.lines?.first, isMeasured: true)
    }
  }

  /// Without asking each service: what the hosts file has, it gives where it is asked first; what
  /// it does not have comes from the one service that remains.
  private var concludedSource: AnswerSource? {
    guard facts.any.isFound else { return nil }
    if name.form != .name { return AnswerSource(service: "numeric", isMeasured: true) }
    let names = system.services.services.map(\.name)
    if let lines = hostsLines {
      guard names.first == "files" else { return nil }
      return AnswerSource(
        service: "files", file: system.hostsPath, line: lines.first, isMeasured: false)
    }
    let others = names.filter { $0 != "files" }
    guard others.count == 1, hosts?.entries.isEmpty != false else { return nil }
    return AnswerSource(service: others[0], isMeasured: false)
  }

  // MARK: Warnings

  private func warnings(_ report: ResolveReport) -> [ResolveWarning] {
    WarningWriter(
      question: question, name: name, system: system, facts: facts, hosts: hosts
    ).warnings(report)
  }
}

extension ResolvedAddress {
  init(
    _ entry: SocketAddress, rank: Int, hasPort: Bool, type: ResolveQuestion.Transport?,
    policy: AddressPolicy
  ) {
    self.init(
      rank: rank, address: entry.scopedAddress, family: Family(entry.family),
      port: hasPort ? entry.port : nil, type: type, scope: policy.scope(of: entry.address).name,
      kind: AddressKind(entry.address))
  }
}
