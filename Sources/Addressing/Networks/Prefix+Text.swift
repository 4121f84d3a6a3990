extension Prefix: CustomStringConvertible, Encodable, AddressText {
  /// An address, `/` and up to three digits.
  @inlinable
  public static var longestText: Int { Address.longestText + 4 }

  /// Reads `address/length`, `address/netmask`, `address/wildcard`, or an address alone, which is
  /// a block of one. Host bits are dropped unless `rules` refuse them.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    let text = try PrefixText(bytes)
    guard let address = Address(try text.readAddress(in: bytes, rules: rules)) else {
      throw AddressFault(.otherFamily, at: text.address.lowerBound)
    }
    self = try text.prefix(of: address, in: bytes, rules: rules).prefix
  }

  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    network.write(into: &text)
    text.append(UInt8(ascii: "/"))
    text.appendDecimal(small: UInt32(truncatingIfNeeded: length))
  }
}

/// How the part after the slash was written.
public enum LengthForm: Hashable, Sendable {
  /// Nothing there: an address alone.
  case absent
  case length
  case netmask
  case wildcard
}

/// Where the parts of `address/length` are in a text.
struct PrefixText {
  /// The address, without brackets.
  let address: Range<Int>

  /// The part after the slash; nil without a slash.
  let length: Range<Int>?

  init(_ bytes: Span<UInt8>) throws(AddressFault) {
    let slash = bytes.firstIndex(of: "/")
    let end = slash ?? bytes.count
    let inside = try bytes.extracting(0..<end).insideBrackets
    if slash != nil, inside.isEmpty { throw AddressFault(.missingAddress, at: 0) }
    address = inside
    length = slash.map { $0 + 1..<bytes.count }
  }

  /// The prefix of `address` that the text names, and how its length is written.
  func prefix<Address>(
    of address: Address, in bytes: Span<UInt8>, rules: ParsingRules
  ) throws(AddressFault) -> (prefix: Prefix<Address>, form: LengthForm) {
    guard let range = length else { return (Prefix(address), .absent) }
    let found: (length: Int, form: LengthForm)
    do {
      found = try Self.readLength(bytes.extracting(range), width: Address.width, rules: rules)
    } catch {
      throw error.shifted(by: range.lowerBound)
    }
    let prefix = Prefix(containing: address, length: found.length)
    if rules.contains(.refuseHostBits), prefix.network != address {
      throw AddressFault(.hostBitsSet, at: self.address.lowerBound)
    }
    return (prefix, found.form)
  }

  /// A fault in the address part as a fault in the whole text.
  func fault(_ fault: AddressFault, in bytes: Span<UInt8>) -> AddressFault {
    var fault = fault.shifted(by: address.lowerBound)
    if length != nil {
      fault.shortReading = IPv4Address(shortened: bytes.extracting(address))
    }
    return fault
  }

  private static func readLength(
    _ bytes: Span<UInt8>, width: Int, rules: ParsingRules
  ) throws(AddressFault) -> (length: Int, form: LengthForm) {
    guard !bytes.isEmpty else { throw AddressFault(.emptyLength, at: -1) }
    if width == IPv4Address.width, bytes.firstIndex(of: ".") != nil {
      return try readMask(bytes, rules: rules)
    }
    var length = 0
    for index in bytes.indices {
      guard let digit = bytes[index].decimalValue else {
        let isZone = bytes.has("%", at: index) && width == IPv6Address.width
        throw AddressFault(isZone ? .zoneAfterLength : .unexpectedCharacter, at: index)
      }
      length = min(length * 10 + Int(digit), 1000)
    }
    guard length <= width else { throw AddressFault(.lengthAbove(width), at: 0) }
    guard bytes.count == 1 || !bytes.has("0", at: 0) else {
      throw AddressFault(.leadingZeroLength, at: 0)
    }
    return (length, .length)
  }

  /// A dotted quad after the slash: a netmask has its ones first, a wildcard its zeros.
  private static func readMask(
    _ bytes: Span<UInt8>, rules: ParsingRules
  ) throws(AddressFault) -> (length: Int, form: LengthForm) {
    let bits: UInt32
    do {
      bits = try IPv4Address(parsing: bytes).bits
    } catch {
      throw AddressFault(error.reason, at: error.offset)
    }
    let ones = (~bits).leadingZeroBitCount
    let zeros = bits.leadingZeroBitCount
    let isMask = ones + bits.trailingZeroBitCount == 32 || ones == 32
    let isWildcard = zeros + (~bits).trailingZeroBitCount == 32 || zeros == 32
    if rules.contains(.mask) {
      guard isMask else { throw AddressFault(.brokenMask, at: 0) }
      return (ones, .netmask)
    }
    if rules.contains(.wildcard) {
      guard isWildcard else { throw AddressFault(.brokenWildcard, at: 0) }
      return (zeros, .wildcard)
    }
    // 255.255.255.255 is a netmask by custom; nobody agrees on 0.0.0.0.
    if bits == 0 { throw AddressFault(.ambiguousMask, at: 0) }
    if isMask { return (ones, .netmask) }
    guard isWildcard else { throw AddressFault(.brokenMask, at: 0) }
    return (zeros, .wildcard)
  }
}

extension IPv4Address {
  /// One to three decimal octets, the missing ones zero: 10.1 is 10.1.0.0.
  init?(shortened bytes: Span<UInt8>) {
    var bits: UInt32 = 0
    var index = 0
    for octet in 0..<3 {
      let start = index
      var value: UInt32 = 0
      while index < bytes.count, index - start < 3, let digit = bytes[index].decimalValue {
        value = value * 10 + UInt32(digit)
        index += 1
      }
      guard index > start, value <= 255, index - start == 1 || !bytes.has("0", at: start) else {
        return nil
      }
      bits |= value << UInt32(24 - 8 * octet)
      if index == bytes.count {
        self.init(bits: bits)
        return
      }
      guard bytes.has(".", at: index) else { return nil }
      index += 1
    }
    return nil
  }
}
