extension IPAddress: AddressText {
  @inlinable
  public static var longestText: Int { IPv6Address.longestText }

  /// Reads an address of either family: a colon makes it IPv6, and brackets around that are
  /// accepted: `[::1]`.
  @inlinable
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    if let address = IPv4Address(dottedQuad: bytes) {
      self = .v4(address)
    } else if let address = IPv6Address(groups: bytes) {
      self = .v6(address)
    } else {
      self = try Self.readSlowly(bytes, rules)
    }
  }

  @usableFromInline
  @inline(never)
  static func readSlowly(_ bytes: Span<UInt8>, _ rules: ParsingRules) throws(AddressFault) -> Self {
    let inside = try bytes.insideBrackets
    let text = bytes.extracting(inside)
    guard text.firstIndex(of: ":") != nil else {
      let address = try IPv4Address(parsing: text, rules: rules)
      guard inside.lowerBound == 0 else { throw AddressFault(.bracketedIPv4, at: 0) }
      return .v4(address)
    }
    do {
      return .v6(try IPv6Address(parsing: text))
    } catch {
      throw error.shifted(by: inside.lowerBound)
    }
  }

  @inlinable
  public func write(into text: inout OutputSpan<UInt8>) {
    switch self {
    case .v4(let address): address.write(into: &text)
    case .v6(let address): address.write(into: &text)
    }
  }
}

extension Span<UInt8> {
  /// Where the text is: between `[` and a `]` at the end, or everywhere.
  var insideBrackets: Range<Int> {
    get throws(AddressFault) {
      guard has("[", at: 0) else { return 0..<count }
      guard has("]", at: count - 1) else { throw AddressFault(.openBracket, at: 0) }
      return 1..<count - 1
    }
  }
}

extension IPAddress: Comparable {
  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.v4(let left), .v4(let right)): left < right
    case (.v6(let left), .v6(let right)): left < right
    case (.v4, .v6): true
    case (.v6, .v4): false
    }
  }
}

extension IPAddress {
  /// 4 or 6.
  public var family: Int {
    switch self {
    case .v4: 4
    case .v6: 6
    }
  }

  /// The address as a number; an IPv4 address is below 2^32.
  public var number: UInt128 {
    switch self {
    case .v4(let address): UInt128(address.bits)
    case .v6(let address): address.bits
    }
  }

  /// The number of bits in this address: 32 or 128.
  public var width: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }
}
