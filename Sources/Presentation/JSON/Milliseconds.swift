/// A time in a report whose property already says its unit: `latencyMS`.
///
/// A plain `Duration` does as well, and gets `_ms` added to its key.
package struct Milliseconds: Encodable, Hashable, Sendable {
  package var duration: Duration

  package init(_ duration: Duration) {
    self.duration = duration
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(duration)
  }
}
