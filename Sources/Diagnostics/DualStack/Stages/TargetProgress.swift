import Addressing
import Platform
import Sockets
import Wire

/// How far one target is: each event is taken in and answered with what is to begin now. No clock
/// and no socket is touched here.
struct TargetProgress {
  enum Step: Hashable {
    case connect(Family, [SocketAddress])
    /// All addresses in the system's order.
    case race([SocketAddress])
    case measure(Family, SocketAddress)
    /// The target's IPv4 address behind the translator's prefix.
    case translate(SocketAddress)
  }

  private(set) var facts: TargetFacts
  private(set) var answers: [NameServerStage.Place: ServerAnswer] = [:]
  private let question: DualStackQuestion
  private let port: UInt16
  private var known: [Family: [SocketAddress]] = [:]
  private var order: [SocketAddress]?
  private var prefix: IPv6Prefix?
  private var hasOrder = false
  private var hasRaced = false
  private var hasTranslated = false
  /// The name servers' own answers are good enough from now on.
  private var isHurried = false

  init(_ target: DualStackTarget, _ question: DualStackQuestion) {
    self.question = question
    port = target.port
    facts = TargetFacts(host: target.hostText, port: target.port)
  }

  // MARK: Events

  /// A numeric target has one family, and nothing to race against.
  mutating func take(literal address: SocketAddress) -> [Step] {
    let family = Family(address.family)
    known[family.other] = []
    facts[family.other] = ConnectFacts(.noAddress)
    facts.lookup.addresses = [address.address]
    hasRaced = true
    return take([address], of: family)
  }

  mutating func take(_ event: TargetStage.Event) -> [Step] {
    switch event {
    case .looked(let family, let result): return take(result, of: family)
    case .ordered(let result):
      hasOrder = true
      if case .success(let answer) = result { order = answer.addresses }
      return raceIfReady()
    case .told(let place, let answer):
      answers[place] = answer
      return isHurried ? takeToldAddresses() : []
    case .patienceEnded:
      isHurried = true
      return takeToldAddresses()
    case .translatorFound(let found):
      prefix = found
      return translateIfWanted()
    case .connected(let family, let connect):
      facts[family] = connect
      return translateIfWanted()
    case .translated(let connect): facts.nat64 = connect
    case .raced(let race): facts.race = race
    case .measured(let family, let answer):
      var path = facts.pmtu ?? PathMTUFacts()
      path.take(answer, of: family)
      facts.pmtu = path
    }
    return []
  }

  private mutating func take(
    _ result: Result<NameLookup.Answer, LookupError>, of family: Family
  ) -> [Step] {
    switch result {
    case .success(let answer):
      facts.lookup[time: family] = answer.elapsed
      guard known[family] == nil else { return [] }
      return take(answer.addresses, of: family) + raceIfReady()
    case .failure(let error):
      facts.lookup[error: family] = error.symbol.isEmpty ? "timeout" : error.symbol
      guard known[family] == nil else { return [] }
      known[family] = []
      facts[family] = ConnectFacts(error.isNegative ? .noAddress : .lookupFailed)
      return raceIfReady()
    }
  }

  /// The addresses that any name server told of a family that the system still looks up.
  private mutating func takeToldAddresses() -> [Step] {
    var steps: [Step] = []
    for (family, type) in [(Family.ipv6, DNSRecordType.aaaa), (.ipv4, .a)]
    where known[family] == nil {
      let told = answers.filter { $0.key.type == type }.sorted { $0.key.server < $1.key.server }
      let addresses = told.lazy.map(\.value.addresses).first { !$0.isEmpty } ?? []
      guard !addresses.isEmpty else { continue }
      facts.lookup.isDirect = true
      steps += take(addresses.map { SocketAddress($0, port: port) }, of: family)
    }
    hasOrder = true
    return steps + raceIfReady()
  }

  // MARK: Steps

  private mutating func take(_ addresses: [SocketAddress], of family: Family) -> [Step] {
    known[family] = addresses
    guard let first = addresses.first else {
      facts[family] = ConnectFacts(.noAddress)
      return []
    }
    var steps: [Step] = [.connect(family, addresses)]
    if question.measuresPathMTU { steps.append(.measure(family, first)) }
    return steps
  }

  private mutating func raceIfReady() -> [Step] {
    guard !hasRaced, hasOrder, let four = known[.ipv4], let six = known[.ipv6] else { return [] }
    hasRaced = true
    let all = order ?? six + four
    facts.lookup.addresses = all.map(\.address)
    return all.isEmpty ? [] : [.race(all)]
  }

  /// Where IPv4 has no way of its own, or where the user wants to know.
  private mutating func translateIfWanted() -> [Step] {
    guard !hasTranslated, let prefix, let four = known[.ipv4]?.first?.address,
      case .v4(let address) = four,
      question.triesNAT64 || facts.v4?.status == .unreachable,
      let translation = NAT64.translate(address, prefix: prefix)
    else { return [] }
    hasTranslated = true
    return [.translate(SocketAddress(.v6(translation), port: port))]
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
