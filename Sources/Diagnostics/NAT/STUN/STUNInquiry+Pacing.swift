import Platform
import Wire

/// When each question is asked again, and how often.
extension STUNInquiry {
  /// After this time an answer would have come.
  var answerTime: Duration {
    guard let slowest else { return .milliseconds(50) }
    return max(.milliseconds(15), slowest + slowest / 4)
  }

  func isDue(_ question: STUNQuestion, at now: Instant) -> Bool {
    guard let transaction = transactions[question], transaction.answers == 0 else { return false }
    guard let last = transaction.sends.last else { return true }
    let count = transaction.sends.count
    if question == .otherAddress || question == .otherBoth {
      guard sentToNamed < Self.namedLimit else { return false }
    }
    guard count < Self.plainLimit else { return false }
    return now - last >= wait(after: count)
  }

  var sentToNamed: Int {
    [STUNQuestion.otherAddress, .otherBoth].reduce(0) {
      $0 + (transactions[$1]?.sends.count ?? 0)
    }
  }

  /// Grows from the fourth request on.
  func wait(after count: Int) -> Duration {
    var wait = answerTime
    for _ in 0..<max(0, count - 3) { wait += wait / 5 * 2 }
    return wait
  }

  func isFilterDue(_ question: STUNQuestion, at now: Instant) -> Bool {
    guard filter(question, at: now) == .open, let transaction = transactions[question] else {
      return false
    }
    let count = transaction.sends.count
    guard count < Self.filterLimit, let last = transaction.sends.last else { return count == 0 }
    // Without a second address that answers there is nothing to be learnt.
    if let other, other == nil { return false }
    if count < Self.firstBurst { return now - last >= Self.gap }
    let isInBurst = (count - Self.firstBurst) % Self.laterBurst != 0
    return now - last >= (isInBurst ? Self.gap : wait(after: slowest == nil ? count : 0))
  }

  /// Packets to our own outside address, once two sockets know theirs.
  mutating func loopsDue(at now: Instant) -> [Send] {
    guard let first = transactions[.plain]?.mapped,
      let second = transactions[.hairpinPlain]?.mapped,
      !isOwn(first.address), loopSeen.isEmpty, hairpin(at: now) == nil
    else { return [] }
    if transactions[.loopUnsolicited] == nil {
      begin(.loopUnsolicited, to: first)
      begin(.loopPunched, to: first)
      begin(.punch, to: second)
    }
    let tries = transactions[.loopUnsolicited]?.sends ?? []
    let punches = transactions[.punch]?.sends ?? []
    guard punches.count < Self.punchLimit,
      tries.last.map({ now - $0 >= Self.gap }) ?? true
    else { return [] }
    if let last = punches.last {
      let isInBurst = punches.count % 3 != 0
      guard now - last >= (isInBurst ? Self.gap : answerTime) else { return [] }
    }
    // Once the filter is known nobody else sends controls, and silence needs them.
    let controls = transactions[.controlPort]?.sends.count ?? 0
    let control = controls < Self.filterLimit ? [send(.controlPort, at: now)] : []
    if tries.count < Self.unsolicitedLimit { return [send(.loopUnsolicited, at: now)] + control }
    return [send(.punch, at: now), send(.loopPunched, at: now)] + control
  }
}
