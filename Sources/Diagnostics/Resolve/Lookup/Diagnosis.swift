import Sockets

/// A verdict with its sentence, drawn from facts alone.
public struct Diagnosis: Hashable, Sendable {
  public var status: ResolveReport.Status
  public var verdict: Verdict
  public var text: String

  /// One answer that comes this much later than the other can be felt: the delay that RFC 8305 §5
  /// lets one family wait for the other.
  static let noticeableDelay = Duration.milliseconds(250)

  /// Whether there are addresses of one family, and nobody knows whether there are of the other.
  public var isPartial: Bool { status == .ok && verdict.leavesFamilyOpen }

  init(_ status: ResolveReport.Status, _ verdict: Verdict, _ text: String) {
    self.status = status
    self.verdict = verdict
    self.text = text
  }

  public init(_ facts: LookupFacts) {
    switch facts.any.result {
    case .success: self = Self.found(facts)
    case .failure(let error): self = Self.failed(facts, error)
    }
  }

  // MARK: Something was found

  private static func found(_ facts: LookupFacts) -> Diagnosis {
    let addresses = facts.any.answer?.addresses ?? []
    let hasIPv4 = addresses.contains { $0.family == .ipv4 }
    let hasIPv6 = addresses.contains { $0.family == .ipv6 }
    if facts.family == nil, case .name = facts.name.form {
      if !hasIPv6, hasIPv4 { return alone(facts, .ipv4) }
      if !hasIPv4, hasIPv6 { return alone(facts, .ipv6) }
      if let slow = slowFamily(facts) { return slow }
    }
    return slowServer(facts) ?? Diagnosis(.ok, .ok, count(addresses.count))
  }

  private static func count(_ count: Int) -> String {
    count == 1 ? "1 address" : "\(count) addresses"
  }

  /// One family alone was found: because there is no other, or because it is not answered.
  private static func alone(_ facts: LookupFacts, _ found: AddressFamily) -> Diagnosis {
    let (here, other) = found == .ipv4 ? (facts.v4, facts.v6) : (facts.v6, facts.v4)
    let only = Diagnosis(
      .ok, found == .ipv4 ? .ipv4Only : .ipv6Only, found == .ipv4 ? "IPv4 only" : "IPv6 only")
    guard let other, !facts.isInHostsFile else { return slowServer(facts) ?? only }
    let missing = Missing(found == .ipv4 ? .ipv6 : .ipv4, facts)
    guard let error = other.error else {
      return isFromNameServers(other, facts.name)
        ? Diagnosis(
          .ok, missing.failed, "\(missing.type) is answered only when it is asked for alone")
        : slowServer(facts) ?? only
    }
    switch error.reason {
    case .noSuchName where other.lacksDescriptors:
      return Diagnosis(
        .ok, missing.failed, "this process had no file descriptor left to ask for \(missing.type)")
    case .noSuchName where missing.isDenied: return Diagnosis(.ok, missing.denied, missing.denial)
    case .temporary, .failed, .system, .timedOut:
      let isSilent =
        missing.isSilent ?? (error.reason == .timedOut || other.elapsed >= LookupFacts.patience)
      return isSilent
        ? Diagnosis(.ok, missing.silent, missing.silence(here, facts.any))
        : Diagnosis(.ok, missing.failed, missing.failure)
    default: return slowServer(facts) ?? only
    }
  }

  /// Other services answer for one family and leave the other to the next: mdns4 is for IPv4 alone,
  /// and myhostname gives this machine's own name a loopback address where it has no other.
  private static func isFromNameServers(_ outcome: LookupOutcome, _ name: HostName) -> Bool {
    !name.isMulticastDNS
      && outcome.answer?.addresses.contains { AddressKind($0.address) != .loopback }
        == true
  }

  private static func slowFamily(_ facts: LookupFacts) -> Diagnosis? {
    guard let v4 = facts.v4, let v6 = facts.v6, v4.isFound, v6.isFound else { return nil }
    let (slow, quick) = v6.elapsed > v4.elapsed ? (v6, v4) : (v4, v6)
    guard slow.elapsed - quick.elapsed >= noticeableDelay else { return nil }
    let isIPv6 = v6.elapsed > v4.elapsed
    let types = isIPv6 ? ("AAAA", "A") : ("A", "AAAA")
    return Diagnosis(
      .ok, isIPv6 ? .ipv6Slow : .ipv4Slow,
      "\(types.0) is answered after \(slow.elapsed.inWords), \(types.1) after "
        + "\(quick.elapsed.inWords): applications wait for both")
  }

  /// One name server that is silent or unreachable while another answers costs every look-up time.
  private static func slowServer(_ facts: LookupFacts) -> Diagnosis? {
    guard facts.any.elapsed >= LookupFacts.patience else { return nil }
    let silent = facts.servers.filter { server in
      server.answers.allSatisfy { $0.status == .silent || $0.status == .unreachable }
    }
    guard let first = silent.first, silent.count < facts.servers.count else { return nil }
    return Diagnosis(
      .ok, .serverSilent,
      "name server \(first.server) does not answer: every look-up waits "
        + "\(facts.any.elapsed.inWords) for it")
  }

  // MARK: Nothing was found

  private static func failed(_ facts: LookupFacts, _ error: LookupError) -> Diagnosis {
    let outcomes = [facts.any, facts.v4, facts.v6].compactMap(\.self)
    if outcomes.contains(where: \.lacksDescriptors) {
      return Diagnosis(
        .localError, .outOfDescriptors,
        "this process has no file descriptor left; the name may exist")
    }
    switch error.reason {
    case .noSuchName:
      let fault = facts.name.fault
      return fault.map { Diagnosis(.noName, .badName, "no host name: \($0)") }
        ?? Diagnosis(.noName, .noSuchName, "no such name")
    case .noAddress, .otherFamily:
      return Diagnosis(.noData, .noAddress, noAddress(facts))
    case .noSuchService:
      return Diagnosis(.localError, .noSuchService, "no such service for this kind of socket")
    case .noThread:
      return Diagnosis(.localError, .outOfThreads, "the system has no more threads")
    case .cancelled:
      return Diagnosis(.interrupted, .interrupted, "interrupted before an answer")
    case .temporary, .failed, .system, .timedOut:
      return unanswered(facts, error)
    case .other:
      return Diagnosis(.localError, .other, error.description)
    }
  }

  private static func noAddress(_ facts: LookupFacts) -> String {
    switch facts.family {
    case nil: "the name exists, but has no address"
    case .ipv4: "the name exists, but has no IPv4 address"
    case .ipv6: "the name exists, but has no IPv6 address"
    }
  }

  private static func unanswered(_ facts: LookupFacts, _ error: LookupError) -> Diagnosis {
    let status: ResolveReport.Status = error.reason == .timedOut ? .timeout : .temporary
    // getaddrinfo fails as a whole where one family stays unanswered; the other may be there.
    for (family, own, other) in [
      (AddressFamily.ipv4, facts.v4, facts.v6), (.ipv6, facts.v6, facts.v4),
    ] {
      guard let other, other.isFound, let own, !own.isFound else { continue }
      let missing = Missing(family, facts)
      let waited = own.isUnanswered || own.elapsed >= LookupFacts.patience
      return missing.isSilent ?? waited
        ? Diagnosis(status, missing.silent, missing.silence(other, facts.any))
        : Diagnosis(status, missing.failed, missing.failure)
    }
    return ServersAtFault(facts, error).diagnosis(status)
  }
}
