import Addressing
import Sockets

/// The answer for one name of many.
public struct BulkAnswer: Sendable {
  /// The place of its line among all, from 0.
  public let place: Int
  /// As the line has it.
  public let name: String
  let question: ResolveQuestion
  let outcome: LookupOutcome

  public var isFound: Bool { outcome.isFound }

  /// Appends the addresses, separated by blanks, without making a String of any.
  public func appendAddresses(to bytes: inout [UInt8], separator: UInt8) {
    guard let entries = outcome.answer?.entries else { return }
    for (index, entry) in entries.enumerated() {
      if index > 0 { bytes.append(separator) }
      if entry.address.scope == 0 {
        entry.address.address.append(to: &bytes)
      } else {
        entry.address.scopedAddress.append(to: &bytes)
      }
    }
  }

  /// What became of it, and in words.
  public var diagnosis: Diagnosis {
    Diagnosis(LookupFacts(name: HostName(name), family: question.family, any: outcome))
  }
}

/// Makes the reports of bulk answers, with what is the same for all asked once.
public struct BulkReporter {
  private let system: NameSystem
  private let order: OrderWriter

  public init(_ system: NameSystem) {
    self.system = system
    order = OrderWriter(system.policy)
  }

  public func report(_ answer: BulkAnswer) -> ResolveReport {
    let name = HostName(answer.name)
    let facts = LookupFacts(name: name, family: answer.question.family, any: answer.outcome)
    return ReportWriter(
      question: answer.question, name: name, system: system, facts: facts, hosts: nil,
      services: nil
    ).report(order)
  }
}

/// How a bulk look-up went.
public struct BulkSummary: Encodable, Hashable, Sendable {
  /// Lines with a name.
  public var names = 0
  /// Different names: each was looked up once.
  public var distinct = 0
  public var found = 0
  public var noSuchName = 0
  public var noAddress = 0
  /// No server answered as it should, or not in time.
  public var unanswered = 0
  /// This system was at fault.
  public var localErrors = 0
  /// Names that were not answered when the work was interrupted.
  public var interrupted = 0
  public var time = Duration.zero
  /// The most look-ups that ran at once.
  public var jobs = 0

  mutating func count(_ status: ResolveReport.Status) {
    switch status {
    case .ok: found += 1
    case .noName: noSuchName += 1
    case .noData: noAddress += 1
    case .temporary, .timeout: unanswered += 1
    case .localError: localErrors += 1
    case .interrupted: interrupted += 1
    }
  }

  /// The names that an answer was found for, yes or no.
  public var answered: Int { names - interrupted }
}
