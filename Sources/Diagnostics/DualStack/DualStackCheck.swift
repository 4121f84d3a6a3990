import Addressing
package import Platform
import Sockets

/// Finds out what both families are good for on this machine.
package enum DualStackCheck {
  /// Runs all stages side by side and judges what they found, within the timeout. Throws where this
  /// machine does not even tell its own state.
  package static func run(
    _ question: DualStackQuestion
  ) throws(SystemError) -> DualStackReport {
    let start = Instant.now
    let local = try LocalState.read()
    guard !question.isLocal else {
      return report(local, contacted: [], since: start)
    }
    let loop = try EventLoop()
    let deadline = Deadline(at: start + question.timeout)
    let targets = loop.run(interruption: .bySignals) { loop in
      await ask(question, local, on: loop, by: deadline)
    }
    var state = local
    state.edit { $0.targets = targets }
    var answer = report(state, contacted: contacts(targets), since: start)
    answer.interruptedBy = loop.interruptedBy
    return answer
  }

  private static func ask(
    _ question: DualStackQuestion, _ local: LocalState, on loop: EventLoop, by deadline: Deadline
  ) async -> [TargetFacts] {
    await withTaskGroup(of: (Int, TargetFacts).self) { group in
      for (index, target) in question.targets.enumerated() {
        let stage = TargetStage(
          loop: loop, target: target, question: question, own: local.own, deadline: deadline)
        group.addTask { (index, await stage.run()) }
      }
      var found: [Int: TargetFacts] = [:]
      for await (index, facts) in group { found[index] = facts }
      return found.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  private static func report(
    _ local: LocalState, contacted: [DualStackReport.Contact], since start: Instant
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
      judgement: Judgement(of: facts), contacted: contacted, duration: .now - start,
      facts: facts)
  }

  private static func contacts(_ targets: [TargetFacts]) -> [DualStackReport.Contact] {
    var contacts: [DualStackReport.Contact] = []
    for target in targets {
      for address in target.lookup.addresses {
        let contact = DualStackReport.Contact(role: .target, address: ScopedAddress(address))
        if !contacts.contains(contact) { contacts.append(contact) }
      }
    }
    return contacts
  }
}
