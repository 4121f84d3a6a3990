import Platform
public import Sockets

/// How one getaddrinfo went.
public struct LookupOutcome: Hashable, Sendable {
  public var result: Result<NameLookup.Answer, LookupError>
  /// From the call to the answer, or to giving up.
  public var elapsed: Duration

  public init(_ result: Result<NameLookup.Answer, LookupError>, elapsed: Duration) {
    self.result = result
    self.elapsed = elapsed
  }

  public var answer: NameLookup.Answer? { try? result.get() }

  public var error: LookupError? {
    guard case .failure(let error) = result else { return nil }
    return error
  }

  public var isFound: Bool { answer != nil }

  /// Whether nobody answered in time, for getaddrinfo or for us.
  public var isUnanswered: Bool { error?.reason == .timedOut }

  /// Whether this process had no descriptor left: glibc then says "no such name".
  public var lacksDescriptors: Bool { error?.lacksDescriptors ?? false }
}

extension LookupError {
  public var lacksDescriptors: Bool {
    cause?.symbol == "EMFILE" || cause?.symbol == "ENFILE"
  }
}
