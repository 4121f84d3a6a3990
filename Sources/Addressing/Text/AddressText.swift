/// A value that is read from bytes and written as bytes, with neither a String nor an allocation
/// on the way; the String forms are built on those two once, here.
public protocol AddressText: CustomStringConvertible, Encodable, Sendable {
  /// Reads the whole of `bytes`, strictly unless `rules` relax it.
  init(parsing bytes: Span<UInt8>, rules: ParsingRules) throws(AddressFault)

  /// The most bytes that `write(into:)` appends.
  static var longestText: Int { get }

  /// Appends the canonical text; the span has room for `longestText` more bytes.
  func write(into text: inout OutputSpan<UInt8>)
}

extension AddressText {
  /// Reads the whole of `text`. The error quotes it and names the fault and its column.
  public init(
    _ text: some StringProtocol, rules: ParsingRules = .strict
  ) throws(AddressError) {
    let text = String(text)
    do {
      try self.init(parsing: text.utf8.span, rules: rules)
    } catch {
      throw AddressError(input: text, fault: error)
    }
  }

  /// The canonical text.
  public var description: String {
    String(writing: Self.longestText) { text in write(into: &text) }
  }

  /// Appends the canonical text to an output buffer.
  @inlinable
  public func append(to bytes: inout [UInt8]) {
    bytes.append(addingCapacity: Self.longestText) { text in write(into: &text) }
  }

  /// A report holds the canonical text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension String {
  /// The ASCII text that `write` appends, at most `capacity` bytes.
  init(writing capacity: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
    self = unsafe String(unsafeUninitializedCapacity: capacity) { buffer in
      var text = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
      write(&text)
      return unsafe text.finalize(for: buffer)
    }
  }
}

extension OutputSpan<UInt8> {
  /// Appends a number below 1000 in decimal, without leading zeros.
  @inlinable
  mutating func appendDecimal(small value: UInt32) {
    if value >= 100 { append(48 &+ UInt8(truncatingIfNeeded: value / 100)) }
    if value >= 10 { append(48 &+ UInt8(truncatingIfNeeded: value / 10 % 10)) }
    append(48 &+ UInt8(truncatingIfNeeded: value % 10))
  }

  /// Appends a port, a length or another number of up to 20 digits in decimal.
  mutating func appendDecimal(_ value: UInt64) {
    var scale: UInt64 = 1
    while value / scale >= 10 { scale *= 10 }
    while scale > 0 {
      append(48 + UInt8(value / scale % 10))
      scale /= 10
    }
  }

  /// Appends one hexadecimal digit in lower case.
  @inlinable
  mutating func appendHexDigit(_ value: UInt8) {
    append(value < 10 ? 48 &+ value : 87 &+ value)
  }

  /// Appends an ASCII string.
  mutating func append(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { unsafe append(text.utf8Start[index]) }
  }
}

extension UInt8 {
  /// The value of an ASCII decimal digit; nil for anything else, full-width digits included.
  @inlinable
  var decimalValue: UInt8? {
    let value = self &- 48
    return value < 10 ? value : nil
  }

  /// The value of an ASCII hexadecimal digit of either case.
  @inlinable
  var hexValue: UInt8? {
    let digit = self &- 48
    if digit < 10 { return digit }
    let letter = (self | 0x20) &- 97
    return letter < 6 ? letter &+ 10 : nil
  }
}

extension Span<UInt8> {
  /// The index of the first `byte`, or nil.
  @inlinable
  func firstIndex(of byte: Unicode.Scalar, from start: Int = 0) -> Int? {
    let wanted = UInt8(ascii: byte)
    var index = start
    while index < count {
      if self[index] == wanted { return index }
      index &+= 1
    }
    return nil
  }

  /// Whether the byte at `index` is `byte`; false beyond either end.
  @inlinable
  func has(_ byte: Unicode.Scalar, at index: Int) -> Bool {
    index >= 0 && index < count && self[index] == UInt8(ascii: byte)
  }
}
