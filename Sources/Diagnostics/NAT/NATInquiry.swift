import Addressing
import Platform
import Sockets
import Wire

/// One run: evidence is gathered side by side, then judged once.
struct NATInquiry {
  let question: NATQuestion
  let contacts = ContactBook()

  init(_ question: NATQuestion) { self.question = question }

  func run(on loop: EventLoop) async -> NATReport {
    let start = Instant.now
    let options = LocalEvidence.options(question)
    let own = LocalEvidence.ownAddresses()
    var warnings: [String] = []
    let targets = await resolve(on: loop, &warnings)
    var paths = question.families.map { family in
      let first = targets.first { Family($0.address.family) == family }?.address
      return LocalEvidence.path(family, to: first, options: options)
    }
    if let source = question.source { paths = paths.filter { $0.family == Family(source) } }
    async let outside = askOutside(targets, paths, own, on: loop)
    async let router = askGateway(paths, on: loop)
    let gateway = await router
    let (servers, hops) = await outside

    let evidence = paths.map { path in
      var evidence = NATEvidence(path: path)
      evidence.ownAddresses = own
      if path.family == .ipv4 { evidence.gateway = gateway }
      evidence.hops = hops[path.family]
      evidence.consensus = STUNConsensus(
        servers.filter { Family($0.address) == path.family })
      return evidence
    }
    return report(evidence, warnings, since: start)
  }

  private func report(
    _ evidence: [NATEvidence], _ warnings: [String], since start: Instant
  ) -> NATReport {
    // IPv4 first, unless only IPv6 was asked about or leads out.
    let ranked = evidence.filter { !$0.consensus.servers.isEmpty } + evidence
    let main =
      ranked.first { $0.path.source != nil } ?? evidence.first
      ?? NATEvidence(path: LocalPath(family: .ipv4))
    let verdict = NATVerdict(main)
    var report = NATReport(nat: verdict)
    report.otherFamily = evidence.first {
      $0.path.family != main.path.family && $0.path.source != nil
    }.map { NATVerdict($0) }
    report.meaning = NATMeaning(verdict, main)
    report.local = evidence.map(\.path)
    report.gateway = main.gateway ?? evidence.lazy.compactMap(\.gateway).first
    report.hops = main.hops
    if !question.servers.isEmpty { report.stun = evidence.flatMap(\.consensus.servers) }
    report.warnings = warnings + evidence.flatMap { NATWarnings.about($0) }
    report.contacted = contacts.contacts
    report.elapsed = .now - start
    return report
  }

  // MARK: The router

  private func askGateway(_ paths: [LocalPath], on loop: EventLoop) async -> GatewayReport? {
    guard question.asksGateway, let path = paths.first(where: { $0.family == .ipv4 }),
      case .v4(let gateway) = path.gateway, case .v4(let source) = path.source
    else { return nil }
    let index = ((try? NetworkState.interfaces()) ?? [])
      .first { $0.name == path.defaultRoutes.first?.interface }?.index
    return await GatewayBurst(
      gateway: gateway, source: source, interfaceIndex: index ?? 0, contacts: contacts
    ).run(on: loop)
  }

  // MARK: Servers

  /// A server's address, and the name that led there.
  struct Target: Sendable {
    var server: NATQuestion.Server
    var address: SocketAddress
  }

  private func resolve(
    on loop: EventLoop, _ warnings: inout [String]
  ) async -> [Target] {
    var targets: [Target] = []
    for server in question.servers {
      let family = question.families.count == 1 ? question.families[0].sockets : nil
      let request = NameLookup.Request(
        name: server.host, service: "\(server.port)", family: family, kind: .datagram,
        flags: .numericService)
      do throws(LookupError) {
        let answer = try await NameLookup.addresses(
          on: loop, request, by: .after(.seconds(5)))
        // One address of each family: the servers behind one name are one witness.
        for family in question.families {
          guard
            let entry = answer.entries.first(where: { Family($0.address.family) == family })
          else { continue }
          targets.append(Target(server: server, address: entry.address))
        }
      } catch {
        warnings.append("cannot look up \(server.host): \(error)")
      }
    }
    return targets
  }

  /// All servers and the hops, side by side.
  private func askOutside(
    _ targets: [Target], _ paths: [LocalPath], _ own: Set<IPAddress>, on loop: EventLoop
  ) async -> ([STUNFindings], [Family: HopReport]) {
    let options = LocalEvidence.options(question)
    let asked = targets.filter { target in
      paths.contains { $0.family == Family(target.address.family) && $0.source != nil }
    }
    return await withTaskGroup(of: Part.self) { group in
      for path in paths where path.source != nil {
        let leader = asked.firstIndex { Family($0.address.family) == path.family }
        guard leader != nil || question.asksHops else { continue }
        let sightings = leader == nil ? nil : Mailbox<STUNRun.Sighting?>(on: loop)
        let hops = HopInquiry(
          target: leader.map { asked[$0].address } ?? path.family.outside, options: options,
          ownAddresses: own, contacts: contacts)
        group.addTask { .hops(path.family, await hops.run(on: loop, sightings: sightings)) }
        for (index, target) in asked.enumerated()
        where Family(target.address.family) == path.family {
          group.addTask {
            let findings = await self.ask(target, own, options, on: loop) { sighting in
              if index == leader { sightings?.send(sighting) }
            }
            return .server(index, findings)
          }
        }
      }
      var servers: [Int: STUNFindings] = [:]
      var hops: [Family: HopReport] = [:]
      for await part in group {
        switch part {
        case .server(let index, let findings): servers[index] = findings
        case .hops(let family, let report): hops[family] = report
        }
      }
      return (servers.sorted { $0.key < $1.key }.map(\.value), hops)
    }
  }

  private enum Part: Sendable {
    case server(Int, STUNFindings)
    case hops(Family, HopReport?)
  }

  /// One server: UDP, and TCP where UDP stays silent or TCP was asked for.
  private func ask(
    _ target: Target, _ own: Set<IPAddress>, _ options: SocketOptions, on loop: EventLoop,
    mapped: @escaping @Sendable (STUNRun.Sighting?) -> Void
  ) async -> STUNFindings {
    let answered = Mailbox<Bool>(on: loop)
    async let fallback = askByTCP(target, options, unless: answered, on: loop)
    let run = STUNRun(target: target, options: options, ownAddresses: own, contacts: contacts)
    var findings = await run.run(on: loop) { sighting in
      mapped(sighting)
      answered.send(sighting != nil)
    }
    if let tcp = await fallback, !findings.hasAnswered { findings.tcp = tcp }
    guard findings.hasAnswered else { return findings }
    let roundTrip = findings.roundTrip ?? .milliseconds(100)
    // The second address is asked by TCP only where it has answered as a STUN server by UDP.
    let other =
      findings.mapping == nil
      ? nil
      : findings.otherAddress.flatMap { address in
        findings.otherPort.map { TransportAddress(address: address, port: $0) }
      }
    if question.asksTCP {
      findings.tcp = await TCPInquiry(
        server: target.address, other: other, options: options, contacts: contacts
      ).run(on: loop, by: .after(.seconds(1) + roundTrip * 4))
    }
    if question.asksFragments {
      findings.fragments = await FragmentInquiry(
        server: target.address, options: options, roundTrip: roundTrip, contacts: contacts
      ).run(on: loop)
    }
    if let longest = question.lifetime {
      findings.lifetime = await LifetimeInquiry(
        server: target.address, options: options, roundTrip: roundTrip, longest: longest,
        contacts: contacts
      ).run(on: loop)
    }
    return findings
  }

  /// Tells a blocked UDP from a dead server. It begins when UDP has been silent for a while and ends
  /// with it.
  private func askByTCP(
    _ target: Target, _ options: SocketOptions, unless answered: Mailbox<Bool>,
    on loop: EventLoop
  ) async -> TCPFindings? {
    let start = Instant.now
    let word = try? await answered.receive(by: Deadline(at: start + .milliseconds(600)))
    if word?.first == true { return nil }
    return await TCPInquiry(
      server: target.address, other: nil, options: options, contacts: contacts
    ).run(on: loop, by: Deadline(at: start + .milliseconds(1400)))
  }
}

extension LocalEvidence {
  /// The way out that the user chose.
  static func options(_ question: NATQuestion) -> SocketOptions {
    SocketOptions(
      source: question.source.map { SocketAddress($0, port: 0) }, interface: question.interface)
  }
}
