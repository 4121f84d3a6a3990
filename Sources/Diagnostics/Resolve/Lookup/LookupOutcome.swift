import Platform
package import Sockets

/// How one getaddrinfo went.
package struct LookupOutcome: Hashable, Sendable {
  package var result: Result<NameLookup.Answer, LookupError>
  /// From the call to the answer, or to giving up.
  package var elapsed: Duration

  package init(_ result: Result<NameLookup.Answer, LookupError>, elapsed: Duration) {
    self.result = result
    self.elapsed = elapsed
  }

  package var answer: NameLookup.Answer? { try? result.get() }

  package var error: LookupError? {
    guard case .failure(let error) = result else { return nil }
    return error
  }

  package var isFound: Bool { answer != nil }

  /// Whether nobody answered in time, for getaddrinfo or for us.
  package var isUnanswered: Bool { error?.reason == .timedOut }

  /// Whether this process had no descriptor left: glibc then says "no such name".
  package var lacksDescriptors: Bool { error?.lacksDescriptors ?? false }
}

extension LookupError {
  package var lacksDescriptors: Bool {
    cause?.symbol == "EMFILE" || cause?.symbol == "ENFILE"
  }
}
