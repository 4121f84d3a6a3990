import Platform
import Wire

/// When enough is known, or no more can be.
extension STUNInquiry {
  /// Whether nothing more is to be learnt, or not in time.
  func isOver(at now: Instant) -> Bool {
    let elapsed = now - start
    guard firstAnswer != nil else {
      if silence == .prohibited || silence == .closed { return elapsed >= .milliseconds(250) }
      return elapsed >= Self.patience
    }
    if elapsed >= max(Self.patience, min(Self.limit, answerTime * 12)) { return true }
    return isMappingOver(at: now) && isFilteringOver(at: now) && isHairpinOver(at: now)
  }

  private func isMappingOver(at now: Instant) -> Bool {
    let asked = [STUNQuestion.plain, .otherAddress, .otherBoth, .otherPort]
    return asked.allSatisfy { question in
      guard let transaction = transactions[question] else { return question != .plain }
      if transaction.answers > 0 { return true }
      let isExhausted =
        transaction.sends.count >= Self.plainLimit
        || ([.otherAddress, .otherBoth].contains(question) && sentToNamed >= Self.namedLimit)
      guard isExhausted, let last = transaction.sends.last else { return false }
      return now - last >= answerTime * 2
    }
  }

  private func isFilteringOver(at now: Instant) -> Bool {
    guard let other, other != nil else { return true }
    let both = filter(.changeBoth, at: now)
    switch both {
    case .passes, .refused: return true
    case .open: return isExhausted(.changeBoth, at: now)
    case .blocked:
      return filter(.changePort, at: now) != .open || isExhausted(.changePort, at: now)
    }
  }

  private func isExhausted(_ question: STUNQuestion, at now: Instant) -> Bool {
    guard let transaction = transactions[question], transaction.sends.count >= Self.filterLimit,
      let last = transaction.sends.last
    else { return false }
    return now - last >= answerTime * 2
  }

  private func isHairpinOver(at now: Instant) -> Bool {
    guard let mapped = transactions[.plain]?.mapped else { return true }
    if isOwn(mapped.address) || hairpin(at: now) != nil { return true }
    if let second = transactions[.hairpinPlain], second.answers == 0 {
      return second.sends.count >= Self.plainLimit
    }
    guard let punch = transactions[.punch], punch.sends.count >= Self.punchLimit,
      let last = punch.sends.last
    else { return false }
    return now - last >= answerTime * 2
  }
}
