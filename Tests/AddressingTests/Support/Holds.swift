import TestSupport
import Testing

/// `#expect` for claims about sets, which are not copied and so cannot be taken apart by it, and
/// for claims about many inputs: while they hold, nothing is noted.
func holds(
  _ claim: Bool, _ comment: @autoclosure () -> Comment? = nil,
  at place: SourceLocation = #_sourceLocation
) {
  if !claim { #expect(claim, comment(), sourceLocation: place) }
}

/// The words for a failure: the input, and the seed that brings it again.
func note(_ text: String) -> Comment {
  "\(text.debugDescription), NETKIT_SEED=\(SeededRandom.seed)"
}
