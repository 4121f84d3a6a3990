import Platform
public import Sockets
import Wire

/// One name, looked up as applications do it and taken apart beside that.
public struct NameInquiry: Sendable {
  public let question: ResolveQuestion
  public let name: HostName
  public let system: NameSystem

  public init(_ question: ResolveQuestion, system: NameSystem) {
    self.question = question
    self.system = system
    name = HostName(question.name)
  }

  /// When getaddrinfo has not come back by then, the name servers are asked alone to learn why.
  static let suspicion = Duration.seconds(1)
  /// How long a name server asked alone may take.
  static let serverLimit = Duration.seconds(5)
  static let suspectLimit = Duration.seconds(2)

  private enum Kind: Sendable { case any, v4, v6 }

  private enum Part: Sendable {
    case lookup(Kind, LookupOutcome)
    case servers([ServerReport])
    case services([ServiceReport])
    case suspicion
  }

  /// What has come in.
  private struct Parts {
    var lookups: [Kind: LookupOutcome] = [:]
    var servers: [ServerReport] = []
    var services: [ServiceReport]?
    /// Parts that must still come before there is a report.
    var open = 0
    var hasAskedServers = false
  }

  /// Asks, and reports what is known by the limit or when the task is cancelled.
  public func run(on loop: EventLoop) async -> ResolveReport {
    let deadline = Deadline.after(question.limit)
    let hosts = name.form == .name ? system.hosts(name.ascii ?? name.typed) : nil
    let parts = await gather(on: loop, by: deadline, isInHostsFile: hosts?.entries.isEmpty == false)
    let facts = facts(parts, isInHostsFile: hosts?.entries.isEmpty == false)
    var report = ReportWriter(
      question: question, name: name, system: system, facts: facts, hosts: hosts,
      services: parts.services
    ).report()
    if report.found == nil, let found = await foundName(report, facts, on: loop, by: deadline) {
      report.found = found
    }
    return report
  }

  private func gather(
    on loop: EventLoop, by deadline: Deadline, isInHostsFile: Bool
  ) async -> Parts {
    await withTaskGroup(of: Part.self) { group in
      var parts = Parts()
      func add(_ part: @escaping @Sendable () async -> Part) {
        parts.open += 1
        group.addTask(operation: part)
      }
      func addServers(_ limit: Duration) {
        guard !parts.hasAskedServers, let check = serverCheck else { return }
        parts.hasAskedServers = true
        add { .servers(await check.run(on: loop, by: min(deadline, .after(limit)))) }
      }
      for kind in kinds { add { await lookUp(kind, on: loop, by: deadline) } }
      if question.wantsServers { addServers(Self.serverLimit) }
      if question.wantsServices, case .name = name.form {
        add { .services(await ServiceInquiry(self, on: loop, by: deadline).run()) }
      }
      // Not counted as open: it is cancelled when all else is there.
      let doubt = min(Self.suspicion, question.limit / 2)
      group.addTask {
        try? await loop.sleep(until: .after(doubt))
        return .suspicion
      }
      while parts.open > 0, let part = await group.next() {
        switch part {
        case .lookup(let kind, let outcome):
          parts.lookups[kind] = outcome
          if parts.lookups.count == kinds.count, !Task.isCancelled,
            facts(parts, isInHostsFile: isInHostsFile).needServers
          {
            addServers(Self.suspectLimit)
          }
        case .servers(let reports): parts.servers = reports
        case .services(let reports): parts.services = reports
        case .suspicion:
          if parts.lookups.count < kinds.count { addServers(Self.suspectLimit) }
          continue
        }
        parts.open -= 1
      }
      group.cancelAll()
      return parts
    }
  }

  private var kinds: [Kind] {
    question.family == nil && name.form == .name ? [.any, .v4, .v6] : [.any]
  }

  // MARK: getaddrinfo

  private func lookUp(_ kind: Kind, on loop: EventLoop, by deadline: Deadline) async -> Part {
    if question.flags.contains(.international) { NameLookup.acceptUTF8() }
    let request = question.request(name, kind == .v4 ? .ipv4 : kind == .v6 ? .ipv6 : nil)
    let start = Instant.now
    do throws(LookupError) {
      let answer = try await NameLookup.addresses(on: loop, request, by: deadline)
      return .lookup(kind, LookupOutcome(.success(answer), elapsed: answer.elapsed))
    } catch {
      return .lookup(kind, LookupOutcome(.failure(error), elapsed: .now - start))
    }
  }

  private func facts(_ parts: Parts, isInHostsFile: Bool) -> LookupFacts {
    let interrupted = LookupOutcome(.failure(LookupError(.cancelled)), elapsed: .zero)
    return LookupFacts(
      name: name, family: question.family, any: parts.lookups[.any] ?? interrupted,
      v4: parts.lookups[.v4], v6: parts.lookups[.v6], servers: parts.servers,
      isInHostsFile: isInHostsFile)
  }

  // MARK: The name servers

  /// Asks for the name as it is tried first; nil for addresses, and where no server is ever asked.
  private var serverCheck: ServerCheck? {
    guard name.form == .name, system.services.asksNameServers,
      let full = system.resolver.candidates(for: name.ascii ?? name.typed).first,
      let dnsName = try? DNSName(full)
    else { return nil }
    let types: [DNSRecordType] =
      switch question.family {
      case nil: [.a, .aaaa]
      case .ipv4: [.a]
      case .ipv6: [.aaaa]
      }
    return ServerCheck(servers: system.serverAddresses(), name: dnsName, types: types)
  }

  /// With search domains an alias hides which full name was found: the name servers tell.
  private func foundName(
    _ report: ResolveReport, _ facts: LookupFacts, on loop: EventLoop, by deadline: Deadline
  ) async -> String? {
    let candidates = system.resolver.candidates(for: name.ascii ?? name.typed)
    guard name.form == .name, report.status == .ok, !facts.isInHostsFile, candidates.count > 1,
      report.source?.service != "files", !Task.isCancelled, !name.isLocalhost,
      let canonical = report.canonical,
      !candidates.contains(where: { $0.lowercased() == canonical.lowercased() })
    else { return nil }
    let limit = min(deadline, .after(Self.suspicion))
    for candidate in candidates {
      guard let dnsName = try? DNSName(candidate) else { continue }
      let check = ServerCheck(servers: system.serverAddresses(), name: dnsName)
      let answers = await check.run(on: loop, by: limit).flatMap(\.answers)
      if answers.contains(where: { !$0.addresses.isEmpty }) {
        return candidate == name.typed ? nil : candidate
      }
    }
    return nil
  }
}
