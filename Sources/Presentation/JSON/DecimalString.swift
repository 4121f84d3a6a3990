/// A count that can pass 2^53, beyond which JSON readers lose digits: written as a string.
package struct DecimalString: Encodable, Hashable, Sendable {
  package let text: String

  package init(_ value: some BinaryInteger) {
    text = String(value)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
