public import Platform
import Sockets

/// Asks until ports are as they should be: `--wait`.
public enum Waiting {
  /// What is waited for.
  public enum Goal: Sendable {
    case open
    /// Refused by the host itself: silence is not proof of a stop.
    case closed

    func isMet(by finding: ProbeFinding) -> Bool {
      switch self {
      case .open: finding.state == .open
      case .closed: finding.state == .closed
      }
    }
  }

  /// One port in the end.
  public struct Outcome: Sendable {
    public var finding: ProbeFinding?
    /// As the user named it.
    public var target: String
    public var isMet: Bool
    public var tries: Int
    public var elapsed: Duration
  }

  /// Asks every port until it is as wanted, for `limit` at most; with `isAnyEnough` until the first
  /// is. A name that has no address yet is looked up again, too.
  public static func run(
    _ request: ProbeRequest, goal: Goal, limit: Duration, isAnyEnough: Bool
  ) throws(SystemError) -> (outcomes: [Outcome], signal: Int32?) {
    DescriptorLimit.raise()
    let loop = try EventLoop()
    let outcomes = loop.run(interruption: .bySignals) { loop in
      await wait(request, goal, .after(limit), isAnyEnough, on: loop)
    }
    return (outcomes, loop.interruptedBy)
  }

  private static func wait(
    _ request: ProbeRequest, _ goal: Goal, _ deadline: Deadline, _ isAnyEnough: Bool,
    on loop: EventLoop
  ) async -> [Outcome] {
    await withTaskGroup(of: [(Int, Outcome)].self) { group in
      for (index, target) in request.targets.enumerated() {
        var own = request
        own.targets = [target]
        let request = own
        group.addTask {
          await watch(request, goal, deadline, isAnyEnough, on: loop).map { (index, $0) }
        }
      }
      var all: [(Int, Outcome)] = []
      for await outcomes in group {
        all += outcomes
        if isAnyEnough, outcomes.contains(where: \.1.isMet) { group.cancelAll() }
      }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// One target: its name, then its ports.
  private static func watch(
    _ request: ProbeRequest, _ goal: Goal, _ deadline: Deadline, _ isAnyEnough: Bool,
    on loop: EventLoop
  ) async -> [Outcome] {
    let start = Instant.now
    let options = (try? request.socketOptions()) ?? SocketOptions()
    let name = request.targets[0].label
    var pause = Duration.milliseconds(100)
    while true {
      var making = PlanMaking(request, by: deadline)
      await making.run(on: loop) { _, _ in }
      let ports = SinglePort.all(making)
      if !ports.isEmpty {
        return await withTaskGroup(of: Outcome.self) { group in
          for port in ports {
            group.addTask {
              await watch(port, request, options, goal, deadline, start, on: loop)
            }
          }
          var outcomes: [Outcome] = []
          for await outcome in group {
            outcomes.append(outcome)
            if isAnyEnough, outcome.isMet { group.cancelAll() }
          }
          return outcomes
        }
      }
      if deadline.hasPassed || Task.isCancelled { break }
      _ = try? await loop.sleep(until: min(deadline, .after(pause)))
      pause = min(pause * 2, .seconds(1))
    }
    return [
      Outcome(finding: nil, target: name, isMet: false, tries: 0, elapsed: Instant.now - start)
    ]
  }

  private static func watch(
    _ port: SinglePort, _ request: ProbeRequest, _ options: SocketOptions, _ goal: Goal,
    _ deadline: Deadline, _ start: Instant, on loop: EventLoop
  ) async -> Outcome {
    var tries = 0
    var pause = Duration.milliseconds(50)
    var last: ProbeFinding?
    while !Task.isCancelled {
      tries += 1
      var limited = request
      limited.tuning.timeout = min(
        request.tuning.timeout, max(.milliseconds(1), deadline.remaining ?? .seconds(1)))
      let finding = await port.ask(on: loop, limited, options: options)
      if Task.isCancelled, !goal.isMet(by: finding) { break }
      last = finding
      if goal.isMet(by: finding) || deadline.hasPassed { break }
      _ = try? await loop.sleep(until: min(deadline, .after(pause)))
      pause = min(pause * 2, .milliseconds(500))
    }
    return Outcome(
      finding: last, target: port.host, isMet: last.map(goal.isMet) ?? false, tries: tries,
      elapsed: Instant.now - start)
  }
}
