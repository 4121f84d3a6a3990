/// The moment at which a wait gives up. Made once, at the top, and handed down unchanged.
@frozen
public struct Deadline: Comparable, Hashable, Sendable, BitwiseCopyable {
  /// When it passes; the end of time for `never`.
  public var instant: Instant

  @inlinable
  public init(at instant: Instant) { self.instant = instant }

  /// A deadline that never passes.
  @inlinable
  public static var never: Deadline { Deadline(at: Instant(nanoseconds: .max)) }

  /// The deadline `duration` from now.
  public static func after(_ duration: Duration) -> Deadline {
    Deadline(at: .now + duration)
  }

  @inlinable
  public var isNever: Bool { instant.nanoseconds == .max }

  public var hasPassed: Bool { !isNever && instant <= .now }

  /// What is left, zero once it has passed; nil for `never`.
  public var remaining: Duration? {
    isNever ? nil : max(.zero, instant - .now)
  }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.instant < right.instant }
}
