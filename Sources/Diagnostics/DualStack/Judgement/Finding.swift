import Addressing

/// The verdict and its reason.
struct Finding {
  var verdict: DualStackVerdict
  var fault: FamilyState.Fault?
  var basis: Basis

  /// 250 ms: past this happy eyeballs have gone on to the other family (RFC 8305 §5).
  static let slowness = Duration.milliseconds(250)

  init(_ facts: DualStackFacts) {
    let (four, six) = (facts.state(of: .ipv4), facts.state(of: .ipv6))
    (verdict, fault) = Self.judge(four, six, facts)
    basis = Self.basis(four, six, facts)
  }

  private static func basis(
    _ four: FamilyState, _ six: FamilyState, _ facts: DualStackFacts
  ) -> Basis {
    if facts.targets.contains(where: { $0.v4?.isTried == true || $0.v6?.isTried == true }) {
      return .connect
    }
    return facts.dns.contains { !$0.isLocal && $0.answers } ? .dns : .local
  }

  private typealias Answer = (DualStackVerdict, FamilyState.Fault?)

  private static func judge(
    _ four: FamilyState, _ six: FamilyState, _ facts: DualStackFacts
  ) -> Answer {
    if !facts.kernel.isOn { return withoutKernel(four, facts) }
    switch (four.isUp, six.isUp) {
    case (true, true): return both(four, six, facts)
    case (true, false): return onlyFour(six)
    case (false, true): return onlySix(four, facts)
    case (false, false): return neither(four, six, facts)
    }
  }

  private static func withoutKernel(_ four: FamilyState, _ facts: DualStackFacts) -> Answer {
    guard four.isUp else { return (.offline, four.fault) }
    return (.ipv6Disabled, .init(facts.kernel.supported ? .switchedOff : .noKernelSupport))
  }

  private static func both(
    _ four: FamilyState, _ six: FamilyState, _ facts: DualStackFacts
  ) -> Answer {
    // One family was tried and the other was not: the target lacks it.
    if !facts.targets.isEmpty {
      if four == .works(.connect), six == .untested { return (.targetV4Only, nil) }
      if six == .works(.connect), four == .untested { return (.targetV6Only, nil) }
    }
    if facts.hasBlackHole { return (.brokenIPv6, .init(.pmtu)) }
    if let fault = facts.nameServerFault(of: .ipv6) { return (.brokenIPv6, fault) }
    if let fault = facts.nameServerFault(of: .ipv4) { return (.brokenIPv4, fault) }
    if let slow = slow(facts) { return slow }
    return (.dualStack, nil)
  }

  private static func onlyFour(_ six: FamilyState) -> Answer {
    if let fault = six.fault { return (.brokenIPv6, fault) }
    return (.ipv4Only, nil)
  }

  private static func onlySix(_ four: FamilyState, _ facts: DualStackFacts) -> Answer {
    if facts.hasBlackHole { return (.brokenIPv6, .init(.pmtu)) }
    if let fault = four.fault { return (.brokenIPv4, fault) }
    let isTranslated = facts.nat64.map { $0.works != false } ?? false
    return (isTranslated ? .ipv6OnlyNAT64 : .ipv6Only, nil)
  }

  private static func neither(
    _ four: FamilyState, _ six: FamilyState, _ facts: DualStackFacts
  ) -> Answer {
    let hasNetwork = facts.dns.contains { !$0.isLocal && $0.answers }
    switch (four.fault, six.fault) {
    case (nil, nil): return (.offline, nil)
    case (nil, let six?): return (.brokenIPv6, six)
    case (let four?, nil):
      // The machine is what it is, whether this target answers or not.
      return hasNetwork && !four.reason.isLocal ? (.ipv4Only, four) : (.offline, four)
    case (let four?, let six?):
      switch (four.reason.isLocal, six.reason.isLocal) {
      case (false, true): return (.brokenIPv6, six)
      case (true, false): return (.brokenIPv4, four)
      case (true, true): return (.offline, six)
      case (false, false):
        return hasNetwork ? (.unknown, .init(.target)) : (.offline, six)
      }
    }
  }

  private static func slow(_ facts: DualStackFacts) -> Answer? {
    for target in facts.targets {
      guard let four = target.v4, let six = target.v6, four.isConnected, six.isConnected,
        let fourTime = four.ms, let sixTime = six.ms
      else { continue }
      if sixTime > fourTime + slowness {
        return (.slowIPv6, .init(six.lostFirstPacket ? .firstPacketLost : .latency))
      }
      if fourTime > sixTime + slowness {
        return (.slowIPv4, .init(four.lostFirstPacket ? .firstPacketLost : .latency))
      }
    }
    return nil
  }
}

extension DualStackFacts {
  var hasBlackHole: Bool { targets.contains { $0.pmtu?.blackhole == true } }

  /// Name servers that fail one family while they, or others, serve the other.
  func nameServerFault(of family: Family) -> FamilyState.Fault? {
    let broken: NameServerFacts.Status = family == .ipv6 ? .aaaaBroken : .aBroken
    if let server = dns.first(where: { $0.status == broken }) {
      return .init(.dns, by: server.server.address)
    }
    let servers = dns.filter { $0.family == family && !$0.isLocal }
    let others = dns.filter { $0.family != family || $0.isLocal }
    guard let first = servers.first, !servers.contains(where: \.answers),
      others.contains(where: \.answers)
    else { return nil }
    return .init(.dns, by: first.server.address)
  }
}
