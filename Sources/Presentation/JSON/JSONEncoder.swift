/// Writes any `Encodable` report as JSON, in one pass, into a byte buffer.
///
/// Keys keep their order of declaration and are spelled by `JSONKey`; the keys of a dictionary are
/// data and are kept as they are (their order is the dictionary's: use `Members` where it counts).
/// `Duration` becomes milliseconds under a key that ends in `_ms`, 128-bit integers become decimal
/// strings, and NaN and the infinities are refused.
///
/// Nothing is built in between: a container that is written to after a later one has been opened
/// cannot be served and is refused. Synthesised conformances never do that. `codingPath` is empty
/// during encoding; errors carry the path.
public struct JSONEncoder: Sendable {
  /// What becomes of a stored property that is nil.
  public enum Absent: Sendable {
    /// Its key is left out: not measured.
    case omitted
    /// Its key has the value `null`: every report of a family has the same keys.
    case null
  }

  public var absent: Absent

  public init(absent: Absent = .omitted) {
    self.absent = absent
  }

  /// Appends `report`, without a line end. When it throws, `bytes` is as it was.
  public func encode(
    _ report: some Encodable, into bytes: inout [UInt8]
  ) throws(JSONError) {
    try encode(report, envelope: nil, into: &bytes)
  }

  /// `report` as text: for tests and small things.
  public func text(of report: some Encodable) throws(JSONError) -> String {
    var bytes: [UInt8] = []
    try encode(report, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func encode(
    _ report: some Encodable, envelope: JSONLine?, into bytes: inout [UInt8]
  ) throws(JSONError) {
    let start = bytes.count
    let encoding = JSONEncoding(absent: absent, envelope: envelope)
    // The buffer changes hands, so that there is one reference to it and appending copies nothing.
    encoding.exchange(&bytes)
    defer { encoding.exchange(&bytes) }
    do {
      try encoding.value(report)
      try encoding.finish(from: start)
    } catch {
      let failure = encoding.failure(error, from: start)
      encoding.truncate(to: start)
      throw failure
    }
  }
}
