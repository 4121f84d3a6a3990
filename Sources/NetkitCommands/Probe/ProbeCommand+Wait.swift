import Diagnostics
import Platform
import Presentation

/// `--wait`: asks until ports are as they should be, then runs a command.
extension ProbeCommand {
  func wait(
    _ request: ProbeRequest, _ limit: Duration, in session: Session
  ) throws(SystemError) -> ExitStatus {
    let (outcomes, signal) = try Waiting.run(
      request, goal: goal == .open ? .open : .closed, limit: limit, isAnyEnough: acceptsAny)
    if let signal { return .interrupted(signal: signal) }
    let met = outcomes.filter(\.isMet).count
    let isSatisfied = acceptsAny ? met > 0 : met == outcomes.count
    if !output.isQuiet {
      for outcome in outcomes {
        // With a command to follow, standard output is the command's.
        show(outcome, isRemark: !followUp.isEmpty, in: session)
      }
    }
    guard isSatisfied else { return .no }
    guard !followUp.isEmpty else { return .yes }
    try session.output.flush()
    try session.remarks.flush()
    do throws(SystemError) {
      let child = try ChildProcess(followUp)
      return .command(status: try child.wait().status)
    } catch {
      session.complain("cannot run '\(followUp[0])': \(error.message)")
      return .unknown
    }
  }

  private func show(_ outcome: Waiting.Outcome, isRemark: Bool, in session: Session) {
    guard let finding = outcome.finding else {
      return session.complain("\(outcome.target): no address yet")
    }
    if output.isJSON, !isRemark { return session.show(json: finding) }
    var page = session.page(output, on: isRemark ? .remarks : .answer)
    if !outcome.isMet { page.write(StyledText("not \(goal.rawValue) yet: ", .yellow)) }
    page.write(
      "after \(NumberText.duration(outcome.elapsed)), "
        + "\(NumberText.count(outcome.tries, "try", plural: "tries")): ")
    PortSentence(finding).write(to: &page)
    if isRemark {
      session.remarks.append(page.bytes)
    } else {
      session.show(&page)
    }
  }
}
