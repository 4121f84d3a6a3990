/// Writes JSON by hand, key after key, straight into a byte buffer: for streams that are too hot
/// for `Codable`.
///
///     var json = JSONWriter()
///     json.beginObject()
///     json.member("port", 80)
///     json.member("state", "open")
///     json.endObject()            // {"port":80,"state":"open"}
///
/// Keys are written as given. The caller closes what it opens; a key without a value, or a value
/// where a key belongs, is a programmer's error and is not noticed.
public struct JSONWriter: Sendable {
  /// What has been written so far; take it out, write it away, empty it, go on.
  public var bytes: [UInt8] = []
  /// How many objects and arrays are open.
  private(set) var depth = 0
  /// A key has been written, its value not yet.
  private(set) var awaitsValue = false

  public init() {}

  // MARK: Structure

  public mutating func beginObject() { begin(UInt8(ascii: "{")) }
  public mutating func endObject() { end(UInt8(ascii: "}")) }
  public mutating func beginArray() { begin(UInt8(ascii: "[")) }
  public mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Ends one object of a stream that has an object on each line.
  public mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  /// The key of the next value, as given, escaped where it must be.
  public mutating func key(_ name: String) {
    separate()
    JSONText.appendString(name, to: &bytes)
    colon()
  }

  /// The key of the next value, turned from camelCase into snake_case by `JSONKey`'s rule.
  mutating func property(_ name: String, isDuration: Bool) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    JSONKey.append(name, isDuration: isDuration, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
    colon()
  }

  // MARK: Values

  public mutating func null() {
    beforeValue()
    JSONText.append("null", to: &bytes)
  }

  public mutating func value(_ value: Bool) {
    beforeValue()
    JSONText.append(value ? "true" : "false", to: &bytes)
  }

  public mutating func value(_ value: String) {
    beforeValue()
    JSONText.appendString(value, to: &bytes)
  }

  /// A number; 128-bit integers, which no JSON reader keeps exactly, become decimal strings.
  public mutating func value<T: FixedWidthInteger>(_ value: T) {
    beforeValue()
    guard T.bitWidth > 64 else { return JSONText.appendInteger(value, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
    JSONText.appendInteger(value, to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// The shortest text that reads back as the same number; NaN and the infinities are refused.
  public mutating func value(_ value: Double) throws(JSONError) {
    guard value.isFinite else { throw refusal(value.description) }
    beforeValue()
    JSONText.appendNumber(value, text: value.description, to: &bytes)
  }

  /// As for `Double`: `0.1 as Float` is 0.1, not 0.10000000149011612.
  public mutating func value(_ value: Float) throws(JSONError) {
    guard value.isFinite else { throw refusal(value.description) }
    beforeValue()
    JSONText.appendNumber(Double(value), text: value.description, to: &bytes)
  }

  /// A time in milliseconds, to the microsecond: 12.5, 0.042, 3.
  public mutating func value(_ value: Duration) {
    beforeValue()
    JSONText.appendMilliseconds(value, to: &bytes)
  }

  // MARK: Members

  public mutating func member(_ name: String, _ value: String) {
    key(name)
    self.value(value)
  }

  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    self.value(value)
  }

  public mutating func member(_ name: String, _ value: some FixedWidthInteger) {
    key(name)
    self.value(value)
  }

  public mutating func member(_ name: String, _ value: Double) throws(JSONError) {
    key(name)
    try self.value(value)
  }

  /// The name is written as given: end it in `_ms`.
  public mutating func member(_ name: String, _ value: Duration) {
    key(name)
    self.value(value)
  }

  // MARK: Punctuation

  private mutating func begin(_ bracket: UInt8) {
    beforeValue()
    bytes.append(bracket)
    depth += 1
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    bytes.append(bracket)
    awaitsValue = false
  }

  private mutating func beforeValue() {
    if awaitsValue {
      awaitsValue = false
    } else if depth > 0 {
      separate()
    }
  }

  /// A comma, unless nothing has been written into the innermost container yet: strings end in a
  /// quote, so that an opening bracket can only be the container's own.
  private mutating func separate() {
    if let last = bytes.last, last == UInt8(ascii: "{") || last == UInt8(ascii: "[") { return }
    bytes.append(UInt8(ascii: ","))
  }

  private mutating func colon() {
    bytes.append(UInt8(ascii: ":"))
    awaitsValue = true
  }

  private func refusal(_ number: String) -> JSONError {
    JSONError(problem: .notFinite(number), path: JSONPath.open(in: bytes[...]))
  }
}
