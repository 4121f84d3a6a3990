import Addressing
import Sockets

/// The answer for one name of many.
public struct BulkAnswer: Sendable {
  /// The place of its line among all, from 0.
  public let place: Int
  /// As the line has it.
  public let name: String
  let family: AddressFamily?
  let finding: BulkFinding

  public var isFound: Bool { finding.any.isFound }

  /// Whether there are addresses and nothing is left to say of them.
  public var isWhole: Bool { isFound && (finding.other == nil || !diagnosis.isPartial) }

  /// Appends the addresses, separated by blanks, without making a String of any.
  public func appendAddresses(to bytes: inout [UInt8], separator: UInt8) {
    guard let entries = finding.any.answer?.entries else { return }
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
  public var diagnosis: Diagnosis { Diagnosis(facts(HostName(name))) }

  func facts(_ host: HostName) -> LookupFacts {
    var facts = LookupFacts(name: host, family: family, any: finding.any)
    switch finding.other?.family {
    case .ipv4: facts.v4 = finding.other?.outcome
    case .ipv6: facts.v6 = finding.other?.outcome
    case nil: break
    }
    return facts
  }
}

/// Makes the reports of bulk answers, with what is the same for all asked once.
public struct BulkReporter {
  private let question: ResolveQuestion
  private let system: NameSystem
  private let order: OrderWriter

  /// - Parameter question: the one of every name; its own name is not used.
  public init(_ question: ResolveQuestion, system: NameSystem) {
    self.question = question
    self.system = system
    order = OrderWriter(system.policy)
  }

  public func report(_ answer: BulkAnswer) -> ResolveReport {
    let name = HostName(answer.name)
    return ReportWriter(
      question: question, name: name, system: system, facts: answer.facts(name), hosts: nil,
      services: nil
    ).report(order)
  }
}

/// How a bulk look-up went.
public struct BulkSummary: Encodable, Hashable, Sendable {
  /// Lines with a name.
  public var names = 0
  /// Different names: each was looked up once, but for `askedTwice`.
  public var distinct = 0
  public var found = 0
  /// Found for one family, while the name servers fail for the other.
  public var foundInPart = 0
  public var noSuchName = 0
  public var noAddress = 0
  /// No server answered as it should, or not in time.
  public var unanswered = 0
  /// This system was at fault.
  public var localErrors = 0
  /// Names that were not answered when the work was interrupted.
  public var interrupted = 0
  public var elapsed = Duration.zero
  /// The most look-ups that ran at once, those left aside that were late.
  public var jobs = 0
  /// Names that were asked a second time: a name server failed for them, or was late.
  public var askedTwice = 0

  mutating func count(_ answer: BulkAnswer) {
    if answer.isWhole {
      found += 1
      return
    }
    switch answer.diagnosis.status {
    case .ok: foundInPart += 1
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
