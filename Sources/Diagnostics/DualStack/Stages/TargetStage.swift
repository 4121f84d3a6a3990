import Addressing
import Platform
import Sockets

/// Everything about one target, side by side: its lookups, a connection for each family as soon as
/// that family's addresses are known, and the race as soon as both are.
struct TargetStage: Sendable {
  var loop: EventLoop
  var target: DualStackTarget
  var question: DualStackQuestion
  var own: Set<IPAddress>
  var deadline: Deadline

  enum Event: Sendable {
    case looked(Family, Result<NameLookup.Answer, LookupError>)
    case ordered(Result<NameLookup.Answer, LookupError>)
    case connected(Family, ConnectFacts)
    case raced(RaceFacts)
  }

  func run() async -> TargetFacts {
    await withTaskGroup(of: Event.self) { group in
      var progress = TargetProgress(target)
      start(&progress, &group)
      while let event = await group.next() {
        for next in progress.take(event) { add(next, to: &group) }
      }
      return progress.facts
    }
  }

  private func start(_ progress: inout TargetProgress, _ group: inout TaskGroup<Event>) {
    switch target.host {
    case .address(let address):
      guard let place = try? SocketAddress(address, port: target.port) else { return }
      for next in progress.take(literal: place) { add(next, to: &group) }
    case .name(let name):
      for family in AddressFamily.allCases {
        group.addTask { .looked(Family(family), await look(name, family)) }
      }
      group.addTask { .ordered(await look(name, nil)) }
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
      let stage = ConnectStage(
        loop: loop, addresses: addresses, own: own, deadline: deadline)
      group.addTask { .connected(family, await stage.run()) }
    case .race(let addresses):
      let stage = RaceStage(
        loop: loop, addresses: addresses, delay: question.delay, deadline: deadline)
      group.addTask { .raced(await stage.run()) }
    }
  }
}
