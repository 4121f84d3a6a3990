import Addressing
import Platform
import Sockets
import Wire

/// Everything about one target, side by side: the system's lookups and each name server's answers, a
/// connection for each family as soon as that family's addresses are known, the race as soon as both
/// are, the path MTU, and the way through a translator.
struct TargetStage: Sendable {
  var loop: EventLoop
  var target: DualStackTarget
  var question: DualStackQuestion
  var servers: [SocketAddress]
  var local: LocalState
  /// Brings the translator's prefix, once, if there is one.
  var translator: Mailbox<IPv6Prefix>
  var deadline: Deadline

  enum Event: Sendable {
    case looked(Family, Result<NameLookup.Answer, LookupError>)
    case ordered(Result<NameLookup.Answer, LookupError>)
    case told(NameServerStage.Place, ServerAnswer)
    /// The system's lookup takes so long that the name servers' own answers must do.
    case patienceEnded
    case translatorFound(IPv6Prefix?)
    case connected(Family, ConnectFacts)
    case translated(ConnectFacts)
    case raced(RaceFacts)
    case measured(Family, PathMTUStage.Answer)
  }

  struct Outcome: Sendable {
    var facts: TargetFacts
    /// What the name servers said; empty for a numeric target.
    var servers: [NameServerFacts]
  }

  func run() async -> Outcome {
    await withTaskGroup(of: Event.self) { group in
      var progress = TargetProgress(target, question)
      let names = nameServers
      var awaited = start(&progress, names, &group)
      while let event = await group.next() {
        let steps = progress.take(event)
        for step in steps { add(step, to: &group) }
        awaited += steps.count
        if case .patienceEnded = event { continue }
        awaited -= 1
        // Nobody is left for the clock to hurry.
        if awaited == 0 { group.cancelAll() }
      }
      return Outcome(
        facts: progress.facts, servers: names?.facts(of: progress.answers) ?? [])
    }
  }

  /// What the name servers are to be asked themselves: nothing about an address, nor about a name
  /// that is multicast DNS's (RFC 6762 §22.1).
  private var nameServers: NameServerStage? {
    guard case .name(let text) = target.host, !HostName(text).isMulticastDNS,
      let ascii = HostName(text).ascii, let name = try? DNSName(ascii)
    else { return nil }
    return NameServerStage(loop: loop, servers: servers, name: name, deadline: deadline)
  }

  /// Answers how many events are to come, the clock's left out.
  private func start(
    _ progress: inout TargetProgress, _ names: NameServerStage?, _ group: inout TaskGroup<Event>
  ) -> Int {
    group.addTask {
      .translatorFound((try? await translator.receive(by: deadline))?.first)
    }
    switch target.host {
    case .address(let address):
      guard let place = try? SocketAddress(address, port: target.port) else { return 1 }
      let steps = progress.take(literal: place)
      for step in steps { add(step, to: &group) }
      return 1 + steps.count
    case .name(let name):
      for family in AddressFamily.allCases {
        group.addTask { .looked(Family(family), await look(name, family)) }
      }
      group.addTask { .ordered(await look(name, nil)) }
      if let names {
        for place in names.places {
          group.addTask { .told(place, await names.ask(place)) }
        }
      }
      group.addTask {
        // A third of the time: what is left does for a connection.
        try? await loop.sleep(until: .after(question.timeout / 3))
        return .patienceEnded
      }
      return 4 + (names?.places.count ?? 0)
    }
  }

  private func look(
    _ name: String, _ family: AddressFamily?
  ) async -> Result<NameLookup.Answer, LookupError> {
    let request = NameLookup.Request(name: name, service: "\(target.port)", family: family)
    do throws(LookupError) {
      return .success(try await NameLookup.addresses(on: loop, request, by: deadline))
    } catch {
      return .failure(error)
    }
  }

  private func add(_ step: TargetProgress.Step, to group: inout TaskGroup<Event>) {
    switch step {
    case .connect(let family, let addresses):
      let stage = connect(to: addresses)
      group.addTask { .connected(family, await stage.run()) }
    case .translate(let address):
      let stage = connect(to: [address])
      group.addTask { .translated(await stage.run()) }
    case .race(let addresses):
      let stage = RaceStage(
        loop: loop, addresses: addresses, delay: question.delay, deadline: deadline)
      group.addTask { .raced(await stage.run()) }
    case .measure(let family, let address):
      let stage = PathMTUStage(
        loop: loop, address: address, linkMTU: local.linkMTU(to: address), deadline: deadline)
      group.addTask { .measured(family, await stage.run()) }
    }
  }

  private func connect(to addresses: [SocketAddress]) -> ConnectStage {
    ConnectStage(loop: loop, addresses: addresses, own: local.own, deadline: deadline)
  }
}
