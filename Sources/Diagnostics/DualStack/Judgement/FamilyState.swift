import Addressing

/// What the facts say of one family.
enum FamilyState: Hashable {
  /// Proven: a connection, or an answer of a name server.
  case works(Basis)
  /// Configured, and nothing speaks against it; nothing was tried over it.
  case untested
  case broken(Fault)
  /// Not configured: no address that reaches beyond the link.
  case absent

  /// Why it does not work, and who said so.
  struct Fault: Hashable {
    var reason: DualStackReason
    var by: IPAddress?

    init(_ reason: DualStackReason, by: IPAddress? = nil) {
      self.reason = reason
      self.by = by
    }
  }

  var isProven: Bool {
    if case .works = self { true } else { false }
  }

  /// Whether it may be counted on: proven, or configured without a sign against it.
  var isUp: Bool { isProven || self == .untested }

  var fault: Fault? {
    if case .broken(let fault) = self { fault } else { nil }
  }
}

extension DualStackFacts {
  /// The state of a family: by connections, else by name servers, else by configuration.
  func state(of family: Family) -> FamilyState {
    if family == .ipv6, !kernel.isOn { return .absent }
    let tried = targets.filter { $0[family]?.isTried == true }
    if tried.contains(where: { reached($0, over: family) }) { return .works(.connect) }
    if let connect = tried.first?[family] { return state(afterFailed: connect, family) }
    if let fault = lookupFault(of: family) { return .broken(fault) }
    let configured = configuration(of: family)
    if targets.isEmpty || configured != .untested {
      let servers = dns.filter { $0.family == family && !$0.isLocal }
      if servers.contains(where: \.answers) { return .works(.dns) }
      if configured == .untested, !servers.isEmpty {
        return .broken(FamilyState.Fault(.dns, by: servers[0].server.address))
      }
    }
    return configured
  }

  /// Whether a target was reached. A reset proves the way, unless the other family gets through:
  /// then somebody on the way refuses this one.
  func reached(_ target: TargetFacts, over family: Family) -> Bool {
    guard let connect = target[family] else { return false }
    switch connect.status {
    case .connected: return true
    case .refused: return target[family.other]?.isConnected != true
    case .timeout, .rejected, .unreachable, .noAddress, .lookupFailed, .interrupted: return false
    }
  }

  private func state(afterFailed connect: ConnectFacts, _ family: Family) -> FamilyState {
    let isSilentLink = connect.neighbour?.isSilent == true
    let configured = configuration(of: family)
    // Without an address to send from, nobody can answer.
    if configured.fault?.reason == .addressNotReady { return configured }
    switch connect.status {
    case .rejected: return .broken(.init(.rejected, by: connect.icmp?.from))
    case .refused: return .broken(.init(.rejected, by: connect.address))
    case .unreachable:
      if isSilentLink, let gateway = connect.gateway {
        return .broken(.init(.gatewayDead, by: gateway))
      }
      return configured == .untested ? .broken(.init(.noRoute)) : configured
    case .timeout:
      if isSilentLink, let gateway = connect.gateway {
        return .broken(.init(.gatewayDead, by: gateway))
      }
      return .broken(.init(.dropped))
    case .connected, .noAddress, .lookupFailed, .interrupted: return configured
    }
  }

  /// AAAA is asked for in vain and A is not, or the other way round.
  private func lookupFault(of family: Family) -> FamilyState.Fault? {
    let isAffected = targets.contains {
      $0[family]?.status == .lookupFailed && $0[family.other]?.status != .lookupFailed
    }
    guard isAffected else { return nil }
    let bad = dns.first { $0.status == (family == .ipv6 ? .aaaaBroken : .aBroken) }
    return .init(.dns, by: bad?.server.address)
  }

  /// What addresses and routes alone promise: `untested`, `absent` or `broken`.
  func configuration(of family: Family) -> FamilyState {
    let addresses = interfaces.flatMap(\.addresses).filter {
      Family($0.address) == family && ($0.isGlobal || $0.kind == .ula)
    }
    guard !addresses.isEmpty else { return .absent }
    guard addresses.contains(where: \.isReady) else {
      return .broken(.init(.addressNotReady, by: addresses[0].address))
    }
    let ways = routes.filter { $0.family == family && $0.kind == .unicast }
    if let way = ways.first {
      let isDead = ways.allSatisfy { $0.gateway != nil && $0.neighbour == .failed }
      return isDead ? .broken(.init(.gatewayDead, by: way.gateway)) : .untested
    }
    // Unique local addresses alone are meant to stay inside (RFC 4193 §3).
    guard addresses.contains(where: { $0.isReady && $0.isGlobal }) else { return .absent }
    return .broken(.init(.noRoute))
  }
}
