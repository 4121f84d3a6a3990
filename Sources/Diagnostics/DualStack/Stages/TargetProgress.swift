import Addressing
import Platform
import Sockets

/// How far one target is: each event is taken in and answered with what is to begin now. No clock
/// and no socket is touched here.
struct TargetProgress {
  enum Step: Hashable {
    case connect(Family, [SocketAddress])
    /// All addresses in the system's order.
    case race([SocketAddress])
  }

  private(set) var facts: TargetFacts
  private var known: [Family: [SocketAddress]] = [:]
  private var order: [SocketAddress]?
  private var hasOrder = false
  private var hasRaced = false

  init(_ target: DualStackTarget) {
    facts = TargetFacts(host: target.hostText, port: target.port)
  }

  /// A numeric target has one family, and nothing to race against.
  mutating func take(literal address: SocketAddress) -> [Step] {
    let family = Family(address.family)
    facts[family.other] = ConnectFacts(.noAddress)
    facts.lookup.addresses = [address.address]
    hasRaced = true
    return [.connect(family, [address])]
  }

  mutating func take(_ event: TargetStage.Event) -> [Step] {
    switch event {
    case .looked(let family, let result): return take(result, of: family)
    case .ordered(let result):
      hasOrder = true
      if case .success(let answer) = result { order = answer.addresses }
      return raceIfReady()
    case .connected(let family, let connect): facts[family] = connect
    case .raced(let race): facts.race = race
    }
    return []
  }

  private mutating func take(
    _ result: Result<NameLookup.Answer, LookupError>, of family: Family
  ) -> [Step] {
    guard known[family] == nil else { return [] }
    switch result {
    case .success(let answer):
      facts.lookup[time: family] = answer.elapsed
      return take(answer.addresses, of: family) + raceIfReady()
    case .failure(let error):
      facts.lookup[error: family] = error.symbol.isEmpty ? "timeout" : error.symbol
      known[family] = []
      facts[family] = ConnectFacts(error.isNegative ? .noAddress : .lookupFailed)
      return raceIfReady()
    }
  }

  private mutating func take(_ addresses: [SocketAddress], of family: Family) -> [Step] {
    known[family] = addresses
    if addresses.isEmpty {
      facts[family] = ConnectFacts(.noAddress)
      return []
    }
    return [.connect(family, addresses)]
  }

  private mutating func raceIfReady() -> [Step] {
    guard !hasRaced, hasOrder, let four = known[.ipv4], let six = known[.ipv6] else { return [] }
    hasRaced = true
    let all = order ?? six + four
    facts.lookup.addresses = all.map(\.address)
    return all.isEmpty ? [] : [.race(all)]
  }
}

extension TargetLookupFacts {
  subscript(time family: Family) -> Duration? {
    get { family == .ipv4 ? aMS : aaaaMS }
    set { if family == .ipv4 { aMS = newValue } else { aaaaMS = newValue } }
  }

  subscript(error family: Family) -> String? {
    get { family == .ipv4 ? aError : aaaaError }
    set { if family == .ipv4 { aError = newValue } else { aaaaError = newValue } }
  }
}

extension LookupError {
  /// Whether somebody said that there is no such address, rather than that it cannot be told.
  var isNegative: Bool {
    switch reason {
    case .noSuchName, .noAddress, .otherFamily: true
    case .temporary, .failed, .noSuchService, .system, .other, .timedOut, .cancelled, .noThread:
      false
    }
  }
}
