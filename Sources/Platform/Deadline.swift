/// The moment at which a wait gives up. Made once, at the top, and handed down unchanged.
@frozen
package struct Deadline: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// When it passes; the end of time for `never`.
  package var instant: Instant

  @inlinable
  package init(at instant: Instant) { self.instant = instant }

  /// A deadline that never passes.
  @inlinable
  package static var never: Deadline { Deadline(at: Instant(nanoseconds: .max)) }

  /// The deadline `duration` from now.
  package static func after(_ duration: Duration) -> Deadline {
    Deadline(at: .now + duration)
  }

  @inlinable
  package var isNever: Bool { instant.nanoseconds == .max }

  package var hasPassed: Bool { !isNever && instant <= .now }

  /// What is left, zero once it has passed; nil for `never`.
  package var remaining: Duration? {
    isNever ? nil : max(.zero, instant - .now)
  }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool { left.instant < right.instant }
}
