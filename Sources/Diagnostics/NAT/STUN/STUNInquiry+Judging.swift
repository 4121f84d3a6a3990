import Platform
import Wire

/// What the answers, and their absence, say so far.
extension STUNInquiry {
  /// Whether losses cannot explain that so many requests stay without an answer. The controls tell
  /// the rate: only those count that have had their time.
  private func isUnlikely(_ attempts: Int, at now: Instant) -> Bool {
    var losses = LossEstimate()
    for question in [STUNQuestion.controlBoth, .controlPort] {
      guard let control = transactions[question] else { continue }
      let overdue = control.sends.count { now - $0 >= answerTime }
      // More answers than requests are copies, behind which losses can hide: they count as losses.
      losses.sent += max(overdue, control.answers)
      losses.answered += min(control.answers, control.sends.count)
    }
    return losses.cannotExplain(attempts)
  }

  enum FilterAnswer: Hashable {
    case passes, blocked, open
    /// The server cannot or will not change.
    case refused
  }

  func filter(_ question: STUNQuestion, at now: Instant) -> FilterAnswer {
    guard let transaction = transactions[question] else { return .open }
    if transaction.answers > 0 { return .passes }
    if transaction.refusal != nil { return .refused }
    // A place that never answered may be dead: silence from it says nothing about a filter.
    let alternate: STUNQuestion = question == .changeBoth ? .otherBoth : .otherPort
    guard transactions[alternate]?.answers ?? 0 > 0, transaction.sends.count >= Self.firstBurst,
      let last = transaction.sends.last, now - last >= answerTime,
      isUnlikely(transaction.sends.count, at: now)
    else { return .open }
    return .blocked
  }

  /// Whether the NAT let a packet back in; nil while it is open.
  func hairpin(at now: Instant) -> Bool? {
    if !loopSeen.isEmpty { return true }
    let punches = transactions[.punch]?.sends ?? []
    let tries = punches.count + (transactions[.loopPunched]?.sends.count ?? 0)
    guard let last = punches.last, now - last >= answerTime, isUnlikely(tries, at: now) else {
      return nil
    }
    return false
  }

  /// nil where a loss could explain that only the later packets came.
  func hairpinUnsolicited(at now: Instant) -> Bool? {
    if loopSeen[.loopUnsolicited] != nil { return true }
    guard !loopSeen.isEmpty else { return nil }
    return isUnlikely(transactions[.loopUnsolicited]?.sends.count ?? 0, at: now) ? false : nil
  }

  /// RFC 5780 §4.3, with all answers from one socket.
  var mapping: Dependence? {
    guard let first = transactions[.plain]?.mapped,
      let second = transactions[.otherAddress]?.mapped,
      let third = transactions[.otherBoth]?.mapped
    else { return nil }
    let sibling = transactions[.otherPort]?.mapped
    if first == second, second == third {
      return sibling == nil || sibling == first ? .endpointIndependent : nil
    }
    if second == third { return sibling == nil || sibling == first ? .addressDependent : nil }
    return .addressAndPortDependent
  }

  func filtering(at now: Instant) -> Dependence? {
    switch filter(.changeBoth, at: now) {
    case .passes: return .endpointIndependent
    case .open, .refused: return nil
    case .blocked: break
    }
    switch filter(.changePort, at: now) {
    case .passes: return .addressDependent
    case .blocked: return .addressAndPortDependent
    case .open, .refused: return nil
    }
  }

  var ports: PortFindings? {
    let samples = [STUNQuestion.plain, .hairpinPlain, .controlBoth, .controlPort].compactMap {
      question in
      transactions[question]?.mapped.flatMap { mapped in
        localPorts[question.place].map { (inside: $0, outside: mapped.port) }
      }
    }
    guard !samples.isEmpty else { return nil }
    var findings = PortFindings(
      samples: samples.count, preserved: samples.count { $0.inside == $0.outside })
    let changed = samples.filter { $0.inside != $0.outside }
    if changed.count >= 3 {
      findings.keepsParity = changed.allSatisfy { ($0.inside ^ $0.outside) & 1 == 0 }
    }
    // Our sockets come in pairs with neighbouring ports.
    let steps = samples.flatMap { left in
      samples.filter { $0.inside == left.inside &+ 1 }.map { $0.outside == left.outside &+ 1 }
    }
    if !steps.isEmpty { findings.isContiguous = steps.allSatisfy { $0 } }
    return findings
  }
}
