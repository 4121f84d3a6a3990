/// Why bytes are not an address, prefix, range, port or MAC, and where. It owns no memory, so a
/// reader of millions of lines can throw it freely; `AddressError` adds the words.
public struct AddressFault: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case empty
    case unexpectedCharacter
    // IPv4
    case octetAbove255
    case leadingZero
    case emptyOctet
    case octetCount(Int)
    // IPv6
    case longGroup
    case fewGroups(Int)
    case manyGroups
    case secondElision
    case strayColon
    case misplacedDottedTail
    case openBracket
    case bracketedIPv4
    case emptyZone
    case zoneAfterLength
    case zoneNotAllowed
    case zoneOnIPv4
    // Prefixes
    case emptyLength
    case lengthAbove(Int)
    case leadingZeroLength
    case missingAddress
    case brokenMask
    case brokenWildcard
    case ambiguousMask
    case hostBitsSet
    // Ranges
    case reversedRange
    case mixedFamilies
    case otherFamily
    case pastTheEnd
    case emptyCount
    case numberTooLarge
    // Ports
    case portOutOfRange
    case leadingZeroPort
    // MAC addresses
    case macLength
    // Reverse names
    case notReverseName
    case reverseLabel
    case reverseDepth
  }

  public let reason: Reason

  /// The byte of the input that is at fault, from 0; the input's length when something is missing.
  public let offset: Int

  /// What inet_aton would make of the input, when it would read it at all.
  public var looseReading: IPv4Address?

  /// What the input would be with zeros for its missing octets: 10/8 as 10.0.0.0/8.
  public var shortReading: IPv4Address?

  public init(_ reason: Reason, at offset: Int, looseReading: IPv4Address? = nil) {
    self.reason = reason
    self.offset = offset
    self.looseReading = looseReading
  }

  /// The same fault in a text that has `count` more bytes in front.
  func shifted(by count: Int) -> AddressFault {
    var fault = AddressFault(reason, at: offset + count, looseReading: looseReading)
    fault.shortReading = shortReading
    return fault
  }
}
