/// A fault in an address that somebody typed: what they typed, what is wrong with it, and where.
///
///     '10.0.0.300/8': octet 300 is above 255 (column 8)
public struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text as it was typed.
  public let input: String
  public let fault: AddressFault

  public init(input: String, fault: AddressFault) {
    self.input = input
    self.fault = fault
  }

  public var reason: AddressFault.Reason { fault.reason }

  /// The character at fault, from 1.
  public var column: Int { characters(before: fault.offset) + 1 }

  /// The whole complaint: the input, the fault, its column, and what to type instead.
  public var description: String { "'\(input)': \(explanation)" }

  /// The complaint without the input, for a line that has quoted it already.
  public var explanation: String { strictExplanation + advice }

  /// The same for commands that read addresses strictly and have no option to do otherwise.
  public var strictExplanation: String { complaint + (place.map { " (column \($0))" } ?? "") }

  /// What is wrong, and nothing else.
  public var complaint: String { reason.explanation(quoting: word) }

  /// The character at fault, from 1; nil where the whole text is.
  public var place: Int? { reason.hasPlace ? column : nil }

  /// Options of `ipcalc` under which it would be read, behind a semicolon; empty for none.
  public var advice: String {
    guard let loose = fault.looseReading else { return "" }
    guard let short = fault.shortReading else {
      return "; inet_aton would read \(loose); use --loose"
    }
    return "; it is \(short) with --short, \(loose) with --loose"
  }

  /// The word at fault: digits and letters from the offset on, or the one character there.
  private var word: String {
    let rest = input.utf8.dropFirst(fault.offset)
    let word = rest.prefix { $0.isWordByte }
    if !word.isEmpty { return String(decoding: word.prefix(24), as: UTF8.self) }
    return input.dropFirst(characters(before: fault.offset)).first.map { String($0) } ?? ""
  }

  private func characters(before offset: Int) -> Int {
    let place = input.utf8.index(input.startIndex, offsetBy: min(offset, input.utf8.count))
    return input.distance(from: input.startIndex, to: place)
  }
}

extension UInt8 {
  fileprivate var isWordByte: Bool {
    decimalValue != nil || (97...122).contains(self | 0x20)
  }
}

extension AddressFault.Reason {
  /// False where the whole text is at fault, so that a column would say nothing.
  fileprivate var hasPlace: Bool {
    switch self {
    case .empty, .reversedRange, .mixedFamilies, .otherFamily, .pastTheEnd, .numberTooLarge,
      .hostBitsSet, .notReverseName:
      false
    default: true
    }
  }

  fileprivate func explanation(quoting word: String) -> String {
    switch self {
    case .empty: "nothing to read"
    case .unexpectedCharacter: unexpected(word)
    case .octetAbove255: "octet \(word) is above 255"
    case .leadingZero: "octet \(word) has a leading zero, which some read as octal"
    case .emptyOctet: "an octet is missing"
    case .octetCount(let count):
      "\(count) octet\(count == 1 ? "" : "s") where an IPv4 address has 4"
    case .longGroup: "group \(word) has more than 4 digits"
    case .fewGroups(let count):
      "\(count) group\(count == 1 ? "" : "s") where an IPv6 address has 8"
    case .manyGroups: "more than 8 groups"
    case .secondElision: "a second '::'; it may stand once"
    case .strayColon: "a ':' without a group beside it"
    case .misplacedDottedTail: "an IPv4 tail must be the last 32 bits"
    case .openBracket: "'[' without its ']'"
    case .bracketedIPv4: "brackets are for IPv6 addresses"
    case .emptyZone: "the zone after '%' is empty"
    case .zoneAfterLength: "the zone stands before the length: address%zone/length"
    case .zoneNotAllowed: "a zone has no meaning here"
    case .zoneOnIPv4: "an IPv4 address has no zone"
    case .emptyLength: "nothing after '/'"
    case .lengthAbove(let limit): "prefix length \(word) is above \(limit)"
    case .leadingZeroLength: "prefix length \(word) has a leading zero"
    case .missingAddress: "no address before '/'"
    case .brokenMask: "this netmask is not contiguous"
    case .brokenWildcard: "this wildcard is not contiguous"
    case .ambiguousMask: "0.0.0.0 is netmask /0 or wildcard /32; say --mask or --wildcard"
    case .hostBitsSet: "host bits are set"
    case .reversedRange: "the range ends before it begins"
    case .mixedFamilies: "an IPv4 and an IPv6 address make no range"
    case .otherFamily: "an address of the other family"
    case .pastTheEnd: "this reaches past the last address"
    case .emptyCount: "a count of addresses, at least 1, goes after '+'"
    case .numberTooLarge: "the number is larger than the last address"
    case .portOutOfRange: "port \(word) is not within 0-65535"
    case .leadingZeroPort: "port \(word) has a leading zero"
    case .macLength: "a MAC address has 12 hexadecimal digits (EUI-64: 16)"
    case .notReverseName: "not a name under in-addr.arpa or ip6.arpa"
    case .reverseLabel: "label '\(word)' does not belong in a reverse name"
    case .reverseDepth: "too many labels for a reverse name"
    }
  }

  private func unexpected(_ word: String) -> String {
    guard let character = word.first else { return "the text ends too early" }
    return "unexpected '\(character)'"
  }
}
