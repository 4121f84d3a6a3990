import Addressing
import Platform
import Sockets
import Wire

/// Asks each configured name server alone for A and AAAA of one name.
struct NameServerStage: Sendable {
  var loop: EventLoop
  var servers: [SocketAddress]
  var name: DNSName
  var deadline: Deadline

  /// Where an answer belongs.
  struct Place: Hashable, Sendable {
    var server: Int
    var type: DNSRecordType
  }

  var places: [Place] {
    servers.indices.flatMap { server in
      [DNSRecordType.a, .aaaa].map { Place(server: server, type: $0) }
    }
  }

  func ask(_ place: Place) async -> ServerAnswer {
    let question = DNSQuestion(name, place.type)
    let reply = await DNSExchange(question, to: servers[place.server]).ask(on: loop, by: deadline)
    return ServerAnswer(reply, to: question)
  }

  /// All at once.
  func run() async -> [NameServerFacts] {
    await withTaskGroup(of: (Place, ServerAnswer).self) { group in
      for place in places {
        group.addTask { (place, await ask(place)) }
      }
      var answers: [Place: ServerAnswer] = [:]
      for await (place, answer) in group { answers[place] = answer }
      return facts(of: answers)
    }
  }

  /// One row for each server.
  func facts(of answers: [Place: ServerAnswer]) -> [NameServerFacts] {
    servers.enumerated().map { index, server in
      NameServerFacts(
        server.scopedAddress, name: name.description,
        a: answers[Place(server: index, type: .a)],
        aaaa: answers[Place(server: index, type: .aaaa)])
    }
  }
}

extension NameServerFacts {
  /// What two answers amount to; one that is missing was not awaited.
  init(_ server: ScopedAddress, name: String, a: ServerAnswer?, aaaa: ServerAnswer?) {
    self.init(server: server, name: name, status: Self.status(a, aaaa))
    if let a, a.status == .answered { (aMS, aRcode) = (a.time, a.rcode) }
    if let aaaa, aaaa.status == .answered { (aaaaMS, aaaaRcode) = (aaaa.time, aaaa.rcode) }
    error = aaaa?.error ?? a?.error
  }

  private static func status(_ a: ServerAnswer?, _ aaaa: ServerAnswer?) -> Status {
    let (aIsGood, aaaaIsGood) = (a?.isUseful == true, aaaa?.isUseful == true)
    switch (aIsGood, aaaaIsGood) {
    case (true, true):
      // "No such name" where the other type has records: AAAA is then never asked for again.
      if aaaa?.rcode == "NXDOMAIN", a?.addresses.isEmpty == false { return .aaaaBroken }
      if a?.rcode == "NXDOMAIN", aaaa?.addresses.isEmpty == false { return .aBroken }
      return .ok
    case (true, false): return .aaaaBroken
    case (false, true): return .aBroken
    case (false, false):
      let states = [a?.status, aaaa?.status]
      if states.contains(.unreachable) { return .unreachable }
      return states.contains(.answered) || states.contains(.malformed) ? .failed : .silent
    }
  }
}
