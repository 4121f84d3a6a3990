/// How a lab takes a machine that other tests keep busy: what comes late there is told as late, and
/// rightly so, but it is not what was to be shown.
extension Lab {
  /// What `ask` answers; asked again, five times at the most, where that is not as expected. A quiet
  /// machine (`NETKIT_LAB_QUIET=1`) is asked once.
  static func answer<Answer>(
    until isExpected: (Answer) -> Bool, _ ask: () throws -> Answer
  ) rethrows -> Answer {
    var answer = try ask()
    for _ in 0..<(NamespaceLab.isQuiet ? 0 : 5) where !isExpected(answer) { answer = try ask() }
    return answer
  }
}
