/// A count that can pass 2^53, beyond which JSON readers lose digits: written as a string.
public struct DecimalString: Encodable, Hashable, Sendable {
  public let text: String

  public init(_ value: some BinaryInteger) {
    text = String(value)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
