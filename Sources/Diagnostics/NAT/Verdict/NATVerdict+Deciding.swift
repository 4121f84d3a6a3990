import Addressing

/// Evidence to verdict, purely: every rule here is a row of a test's table.
extension NATVerdict {
  public init(_ evidence: NATEvidence) {
    self.init(evidence.path.family)
    noteLocal(evidence.path)
    mapping = evidence.consensus.mapping
    filtering = evidence.consensus.filtering
    if let outside = evidence.consensus.external {
      decide(outside, evidence)
    } else if evidence.consensus.isUDPBlocked {
      kind = .udpBlocked
      confidence = evidence.consensus.answersTCP ? .certain : .likely
      external = evidence.consensus.externalByTCP
      witnesses.append(
        Witness(
          name: .silence, confidence: confidence,
          text: evidence.consensus.answersTCP
            ? "the server answers over TCP and never over UDP"
            : "a router on the way refuses UDP"))
      layers = nil
    } else {
      decideLocally(evidence)
    }
    classicName = makeClassicName()
    summary = VerdictText.summary(of: self, evidence)
  }

  private mutating func noteLocal(_ path: LocalPath) {
    guard let source = path.source, let kind = path.sourceClass else { return }
    witnesses.append(
      Witness(
        name: .localAddress, confidence: .likely,
        text: "packets leave from \(source), \(VerdictText.words(kind))"))
  }

  // MARK: With an address that servers saw

  private mutating func decide(_ outside: IPAddress, _ evidence: NATEvidence) {
    external = outside
    let local = evidence.path.source
    let isOwn = evidence.ownAddresses.contains(outside) || outside == local
    let agreeing = evidence.consensus.agreeing
    witnesses.append(
      Witness(
        name: .mappedAddress, confidence: agreeing > 1 ? .certain : .likely,
        text: "\(agreeing == 1 ? "a server sees" : "\(agreeing) servers see") \(outside), "
          + (isOwn ? "which is this host's own address" : "which is not this host's address")))
    if isOwn {
      decideUntranslated(outside, evidence)
    } else {
      switch evidence.path.family {
      case .ipv4: decideTranslated4(outside, evidence)
      case .ipv6: decideTranslated6(outside, evidence)
      }
    }
  }

  private mutating func decideUntranslated(_ outside: IPAddress, _ evidence: NATEvidence) {
    guard SourceClass(outside).isRoutable else {
      // The server is inside as well: it cannot tell what the Internet would see.
      external = nil
      decideLocally(evidence)
      return
    }
    layers = 0
    switch evidence.consensus.filtering {
    case .endpointIndependent:
      kind = NATKind.none
      confidence = .certain
    case .addressDependent, .addressAndPortDependent:
      kind = .firewall
      confidence = .certain
    case nil:
      kind = NATKind.none
      confidence = .likely
    }
  }

  private mutating func decideTranslated4(_ outside: IPAddress, _ evidence: NATEvidence) {
    kind = .nat
    layers = 1
    let isPrivate = evidence.path.sourceClass.map { !$0.isRoutable } ?? false
    confidence = isPrivate || evidence.consensus.agreeing > 1 ? .certain : .likely
    switch evidence.path.sourceClass {
    case .carrier, .carriedOverIPv6:
      kind = .cgnat
    default:
      countLayers(outside, evidence)
    }
  }

  private mutating func decideTranslated6(_ outside: IPAddress, _ evidence: NATEvidence) {
    layers = 1
    confidence = .certain
    let isPrefixOnly =
      evidence.path.source.map { Self.differsByPrefix($0, outside) } == true
      && evidence.consensus.preservesPorts != false
    kind = isPrefixOnly ? .nptv6 : .nat66
  }

  /// RFC 6296: the prefix changes and the interface identifier stays, or changes in one word that
  /// keeps the checksum.
  static func differsByPrefix(_ inside: IPAddress, _ outside: IPAddress) -> Bool {
    guard case .v6(let left) = inside, case .v6(let right) = outside else { return false }
    if left.low == right.low { return true }
    let words = (0..<4).filter { left.low >> (16 * $0) & 0xFFFF != right.low >> (16 * $0) & 0xFFFF }
    return words.count == 1 && checksum(left) == checksum(right)
  }

  private static func checksum(_ address: IPv6Address) -> UInt32 {
    var sum: UInt32 = 0
    for index in 0..<8 { sum += UInt32(truncatingIfNeeded: address.bits >> (16 * index)) & 0xFFFF }
    while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
    return sum % 0xFFFF
  }

  // MARK: Layers

  /// Looks for a second translator: each sign on its own, the strongest decides.
  private mutating func countLayers(_ outside: IPAddress?, _ evidence: NATEvidence) {
    var signs: [(kind: NATKind, confidence: Confidence)] = []
    func note(_ name: Witness.Name, _ says: NATKind?, _ confidence: Confidence, _ text: String) {
      witnesses.append(Witness(name: name, confidence: confidence, text: text))
      if let says { signs.append((says, confidence)) }
    }
    if let router = evidence.gateway?.external {
      switch SourceClass(router) {
      case .carrier:
        note(
          .routerInCarrierSpace, .cgnat, .certain,
          "the router's own address \(router) is in 100.64.0.0/10, behind a provider's NAT")
      case .privateUse, .linkLocal, .carriedOverIPv6, .benchmarking:
        note(
          .routerPrivate, .double, .certain,
          "the router's own address \(router) is private: another router stands before it")
      default:
        if let outside, router != outside {
          note(
            .routerDiffers, .cgnat, .likely,
            "the router's own address \(router) is not the one that servers see, \(outside)")
        } else if outside != nil {
          note(.routerAgrees, nil, .certain, "the router's own address is the one that servers see")
        }
      }
    }
    if evidence.gateway?.pcp?.isMismatch == true {
      note(
        .pcpMismatch, .double, .likely,
        "the PCP server saw another source than ours: a translator stands before it")
    }
    noteHops(evidence, note)
    guard let best = signs.map(\.confidence).max() else { return }
    layers = 2
    // A hop or an address in the carriers' own block names the second translator; the rest does not.
    kind = signs.contains { $0.kind == .cgnat } ? .cgnat : .double
    confidence = signs.count > 1 ? .certain : best
  }

  private func noteHops(
    _ evidence: NATEvidence, _ note: (Witness.Name, NATKind?, Confidence, String) -> Void
  ) {
    guard let hops = evidence.hops else { return }
    let beyond = hops.path.dropFirst()
    if let carrier = beyond.compactMap(\.address).first(where: { SourceClass($0) == .carrier }) {
      note(
        .carrierHop, .cgnat, .likely,
        "\(carrier) on the way is in 100.64.0.0/10, which providers use before their NAT")
    }
    // Providers number routers without any NAT from private blocks as well.
    let isFarAway = hops.mappedDistance.map { $0 > 1 } ?? false
    if let inner = beyond.compactMap(\.address).first(where: { SourceClass($0) == .privateUse }) {
      note(
        .privateHop, isFarAway ? .double : nil, .weak,
        "\(inner), beyond the first router, is a private address")
    }
    if let distance = hops.mappedDistance, distance > 1 {
      note(
        .mappedHops, .double, .likely,
        "the address that servers see answers \(distance) hops away, not at the first router")
    }
  }

  // MARK: Without a server's word

  private mutating func decideLocally(_ evidence: NATEvidence) {
    let path = evidence.path
    guard let kind = path.sourceClass, !path.defaultRoutes.isEmpty else { return }
    confidence = .likely
    switch kind {
    case .privateUse, .benchmarking:
      self.kind = .nat
      layers = 1
      external = evidence.gateway?.external.flatMap { SourceClass($0).isRoutable ? $0 : nil }
      countLayers(nil, evidence)
      // What the router calls its address may itself be translated, which only a server can see.
      if self.kind != .nat { external = nil }
    case .carrier, .carriedOverIPv6:
      self.kind = .cgnat
      layers = 1
    case .global, .documentation, .teredo, .sixToFour:
      self.kind = NATKind.none
      layers = 0
      external = path.source
    case .linkLocal, .uniqueLocal, .nat64, .loopback, .reserved:
      confidence = .weak
    }
  }

  // MARK: RFC 3489

  private func makeClassicName() -> String? {
    switch (kind, mapping, filtering) {
    case (nil, _, _), (.udpBlocked, _, _): nil
    case (.some(.none), _, .endpointIndependent): "open Internet"
    case (.some(.none), _, _): nil
    case (.firewall, _, _): "symmetric UDP firewall"
    case (_, .endpointIndependent, .endpointIndependent): "full cone"
    case (_, .endpointIndependent, .addressDependent): "restricted cone"
    case (_, .endpointIndependent, .addressAndPortDependent): "port restricted cone"
    case (_, .addressDependent, _), (_, .addressAndPortDependent, _): "symmetric"
    case (_, .endpointIndependent, nil), (_, nil, _): nil
    }
  }
}
