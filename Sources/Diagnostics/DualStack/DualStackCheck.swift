import Addressing
public import Platform
import Sockets
import Wire

/// Finds out what both families are good for on this machine.
public enum DualStackCheck {
  /// Runs all stages side by side and judges what they found, within the timeout. Throws where this
  /// machine does not even tell its own state.
  public static func run(
    _ question: DualStackQuestion
  ) throws(SystemError) -> DualStackReport {
    let start = Instant.now
    let local = try LocalState.read()
    guard !question.isLocal else { return report(local, [], since: start) }
    let servers = nameServers(question)
    let loop = try EventLoop()
    let deadline = Deadline(at: start + question.timeout)
    let measured = loop.run(interruption: .bySignals) { loop in
      await Stages(
        question: question, servers: servers, local: local, loop: loop, deadline: deadline
      ).run()
    }
    var state = local
    state.edit { facts in
      facts.targets = measured.targets
      facts.dns = measured.servers
      facts.nat64 = measured.translator
    }
    var answer = report(state, servers, since: start)
    answer.interruptedBy = loop.interruptedBy
    return answer
  }

  private static func nameServers(_ question: DualStackQuestion) -> [SocketAddress] {
    if let servers = question.nameServers {
      return servers.compactMap { try? SocketAddress($0, port: 53) }
    }
    return NameSystem.read(options: question.resolverOptions).serverAddresses()
  }

  private static func report(
    _ local: LocalState, _ servers: [SocketAddress], since start: Instant
  ) -> DualStackReport {
    var local = local
    local.readNeighbours()
    var facts = local.facts
    if facts.targets.count > 1 {
      for index in facts.targets.indices {
        var alone = facts
        alone.targets = [facts.targets[index]]
        facts.targets[index].verdict = Judgement(of: alone).verdict
      }
    }
    return DualStackReport(
      judgement: Judgement(of: facts), contacted: contacts(servers, facts),
      duration: .now - start, facts: facts)
  }

  private static func contacts(
    _ servers: [SocketAddress], _ facts: DualStackFacts
  ) -> [DualStackReport.Contact] {
    var contacts = servers.map {
      DualStackReport.Contact(role: .nameServer, address: $0.scopedAddress)
    }
    for target in facts.targets {
      let addresses = target.lookup.addresses + [target.nat64?.address].compactMap(\.self)
      for address in addresses {
        let contact = DualStackReport.Contact(role: .target, address: ScopedAddress(address))
        if !contacts.contains(contact) { contacts.append(contact) }
      }
    }
    return contacts
  }
}

/// The stages that wait for others, all of them at once.
private struct Stages: Sendable {
  var question: DualStackQuestion
  var servers: [SocketAddress]
  var local: LocalState
  var loop: EventLoop
  var deadline: Deadline

  struct Measured: Sendable {
    var targets: [TargetFacts] = []
    var servers: [NameServerFacts] = []
    var translator: NAT64Facts?
  }

  private enum Part: Sendable {
    case target(Int, TargetStage.Outcome)
    case servers([NameServerFacts])
    case translator(IPv6Prefix?)
  }

  func run() async -> Measured {
    let translators = question.targets.map { _ in Mailbox<IPv6Prefix>(on: loop) }
    return await withTaskGroup(of: Part.self) { group in
      group.addTask { .translator(await discover(for: translators)) }
      for (index, target) in question.targets.enumerated() {
        let stage = TargetStage(
          loop: loop, target: target, question: question, servers: servers, local: local,
          translator: translators[index], deadline: deadline)
        group.addTask { .target(index, await stage.run()) }
      }
      if !question.targets.contains(where: \.isName), let name = try? DNSName(NAT64Discovery.name) {
        let stage = NameServerStage(loop: loop, servers: servers, name: name, deadline: deadline)
        group.addTask { .servers(await stage.run()) }
      }
      var outcomes: [Int: TargetStage.Outcome] = [:]
      var measured = Measured()
      for await part in group {
        switch part {
        case .target(let index, let outcome): outcomes[index] = outcome
        case .servers(let servers): measured.servers = servers
        case .translator(let prefix):
          measured.translator = prefix.map { NAT64Facts(prefix: .v6($0)) }
        }
      }
      return finish(measured, outcomes)
    }
  }

  /// Finds the translator's prefix and hands it to every target that may want it.
  private func discover(for targets: [Mailbox<IPv6Prefix>]) async -> IPv6Prefix? {
    let discovery = NAT64Discovery(loop: loop, servers: servers, deadline: deadline)
    let prefix = await discovery.run()
    for target in targets {
      if let prefix { target.send(prefix) }
      target.close()
    }
    return prefix
  }

  private func finish(_ measured: Measured, _ outcomes: [Int: TargetStage.Outcome]) -> Measured {
    var measured = measured
    let ordered = outcomes.sorted { $0.key < $1.key }.map(\.value)
    measured.targets = ordered.map(\.facts)
    // The first name stands for all: servers are asked for each, but judged once.
    if let first = ordered.first(where: { !$0.servers.isEmpty }) {
      measured.servers = first.servers
    }
    let tried = measured.targets.filter { $0.nat64 != nil }
    if let best = tried.first(where: \.isTranslated) ?? tried.first {
      measured.translator?.works = best.isTranslated
      measured.translator?.through = best.v4?.address
    }
    return measured
  }
}

extension DualStackTarget {
  var isName: Bool {
    if case .name = host { true } else { false }
  }
}

extension TargetFacts {
  /// Whether it answered through the translator.
  fileprivate var isTranslated: Bool {
    nat64?.status == .connected || nat64?.status == .refused
  }
}
