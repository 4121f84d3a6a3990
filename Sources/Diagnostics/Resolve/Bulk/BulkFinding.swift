import Sockets

/// What a thread of the pool brings back for one name.
struct BulkFinding {
  var index: Int
  /// The look-up as applications do it.
  var any: LookupOutcome
  /// The family that `any` has no address of, asked for alone; nil where it was not.
  var other: FamilyOutcome?

  struct FamilyOutcome: Sendable {
    var family: AddressFamily
    var outcome: LookupOutcome
  }

  /// How a look-up failed that may go better another time.
  enum Failure {
    /// This process had no descriptor left.
    case descriptors
    /// A name server refused or failed at once.
    case refusal
    /// No name server answered, and getaddrinfo gave up.
    case silence
  }

  /// nil where the finding stands: an answer, also that there is no such name, and a family's
  /// silence, for by then it was asked for often enough.
  var failure: Failure? {
    if any.lacksDescriptors || other?.outcome.lacksDescriptors == true { return .descriptors }
    let isSilent = any.elapsed >= LookupFacts.patience
    guard let other = other?.outcome else {
      return any.isTemporary ? (isSilent ? .silence : .refusal) : nil
    }
    // What comes for one family alone was missing from the answer for both.
    if other.isFound { return isSilent ? .silence : .refusal }
    return other.isTemporary && other.elapsed < LookupFacts.patience ? .refusal : nil
  }

  var elapsed: Duration { any.elapsed + (other?.outcome.elapsed ?? .zero) }
}

extension LookupOutcome {
  /// Whether somebody answered, yes or no.
  var isAnswered: Bool {
    switch error?.reason {
    case nil, .noSuchName, .noAddress: !lacksDescriptors
    default: false
    }
  }

  /// Whether the name servers failed, rather than said no.
  fileprivate var isTemporary: Bool { error?.reason == .temporary || error?.reason == .failed }
}
