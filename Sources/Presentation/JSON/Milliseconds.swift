/// A time in a report whose property already says its unit: `latencyMS`.
///
/// A plain `Duration` does as well, and gets `_ms` added to its key.
public struct Milliseconds: Encodable, Hashable, Sendable {
  public var duration: Duration

  public init(_ duration: Duration) {
    self.duration = duration
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(duration)
  }
}
