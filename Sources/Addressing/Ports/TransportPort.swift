/// A TCP or UDP port. 0 is a number too: a server asks for any free port with it.
public struct TransportPort: AddressText, Hashable, BitwiseCopyable {
  public let number: UInt16

  @inlinable
  public init(_ number: UInt16) { self.number = number }

  public static var longestText: Int { 5 }

  /// Reads a decimal number from 0 to 65535 without leading zeros.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    guard !bytes.isEmpty else { throw AddressFault(.empty, at: 0) }
    var number = 0
    for index in bytes.indices {
      guard let digit = bytes[index].decimalValue else {
        throw AddressFault(.unexpectedCharacter, at: index)
      }
      number = min(number * 10 + Int(digit), 100_000)
    }
    guard number <= UInt16.max else { throw AddressFault(.portOutOfRange, at: 0) }
    guard bytes.count == 1 || !bytes.has("0", at: 0) else {
      throw AddressFault(.leadingZeroPort, at: 0)
    }
    self.number = UInt16(number)
  }

  public func write(into text: inout OutputSpan<UInt8>) { text.appendDecimal(UInt64(number)) }
}

extension TransportPort: Comparable {
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
