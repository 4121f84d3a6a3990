import Arguments

/// What the process tells its caller. Scripts branch on these numbers, so they never change meaning.
enum ExitStatus: Hashable, Sendable {
  /// Yes: open, resolved, contained, equal, calculated.
  case yes
  /// No: a negative answer, which is an answer.
  case no
  /// The question could not be answered.
  case unknown
  /// The words of the command line make no question.
  case usage
  /// Done, but some lines of the input were bad; each was reported.
  case badLines
  /// What a command that was run at the end answered.
  case command(status: Int32)
  /// A signal ended the work; what was known by then was printed.
  case interrupted(signal: Int32)

  var code: Int32 {
    switch self {
    case .yes: 0
    case .no: 1
    case .unknown: 2
    case .usage: 64
    case .badLines: 65
    case .command(let status): status
    case .interrupted(let signal): 128 + signal
    }
  }

  /// What the manual says of each number.
  static let documentation = [
    ExitStatusInfo(0, "Yes: open, resolved, IPv6 works, no NAT, contained, equal, calculated"),
    ExitStatusInfo(1, "No: closed, no such name, IPv6 broken, behind NAT, not contained, differs"),
    ExitStatusInfo(2, "Could not tell: the local system failed, time ran out, a write failed"),
    ExitStatusInfo(64, "Usage: an unknown option, or a missing or malformed operand"),
    ExitStatusInfo(65, "Finished, but some lines of the input were bad; each was reported"),
    ExitStatusInfo(130, "Interrupted by Ctrl-C, after what was known by then was printed"),
    ExitStatusInfo(143, "Ended by SIGTERM, likewise"),
  ]

  /// Of several answers the worst counts: a failure outweighs a no, and a no outweighs a yes.
  static func worst(_ left: ExitStatus, _ right: ExitStatus) -> ExitStatus {
    left.severity >= right.severity ? left : right
  }

  private var severity: Int {
    switch self {
    case .yes: 0
    case .no: 1
    case .badLines: 2
    case .unknown: 3
    case .usage: 4
    case .command: 5
    case .interrupted: 6
    }
  }
}
