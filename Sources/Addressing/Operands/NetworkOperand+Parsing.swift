extension NetworkOperand {
  /// Reads the whole of `text`. The error quotes it and names the fault and its column.
  public init(_ text: some StringProtocol, rules: ParsingRules = .strict) throws(AddressError) {
    let text = String(text)
    do {
      try self.init(parsing: text.utf8.span, rules: rules)
    } catch {
      throw AddressError(input: text, fault: error)
    }
  }

  /// Reads any of the forms; each has a mark that no other has.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    if IPPrefix.isReverseName(bytes) {
      self.init(reverse: try IPPrefix(reverseName: bytes))
    } else if let mac = Self.readMAC(bytes, rules) {
      self.init(value: .mac(mac), form: .mac, notes: [])
    } else if bytes.firstIndex(of: "/") != nil {
      self = try Self.readNetwork(bytes, rules)
    } else if Self.hasRangeMark(bytes) {
      self.init(value: .range(try IPRange(parsing: bytes, rules: rules)), form: .range, notes: [])
    } else if let plus = bytes.firstIndex(of: "+") {
      self = try Self.readCount(bytes, plus: plus, rules)
    } else {
      self = try Self.readAddress(bytes, rules)
    }
  }

  private init(reverse prefix: IPPrefix) {
    let address = ScopedAddress(prefix.network)
    value = prefix.hostBits == 0 ? .address(address) : .network(address, prefix)
    form = .reverseName
    notes = []
  }

  /// A MAC address, unless the text could as well be a number: twelve decimal digits alone are
  /// refused as an address, since some read them as one.
  private static func readMAC(_ bytes: Span<UInt8>, _ rules: ParsingRules) -> MACAddress? {
    guard (11...17).contains(bytes.count), let mac = try? MACAddress(parsing: bytes) else {
      return nil
    }
    if bytes.count == 12, bytes.indices.allSatisfy({ bytes[$0].decimalValue != nil }) { return nil }
    if rules.contains(.loose), IPv4Address(inetAton: bytes) != nil { return nil }
    return mac
  }

  /// A dash outside a zone, where interface names have them: fe80::1%br-lan.
  private static func hasRangeMark(_ bytes: Span<UInt8>) -> Bool {
    guard let dash = bytes.firstIndex(of: "-") else { return false }
    return bytes.firstIndex(of: "%").map { dash < $0 } ?? true
  }

  private static func readAddress(
    _ bytes: Span<UInt8>, _ rules: ParsingRules
  ) throws(AddressFault) -> NetworkOperand {
    let address = try ScopedAddress(parsing: bytes, rules: rules)
    var notes: [OperandNote] = []
    if case .v4(let address) = address.address, IPv4Address(dottedQuad: bytes) == nil {
      notes.append(.loose(address))
    }
    return NetworkOperand(value: .address(address), form: .address, notes: notes)
  }

  private static func readNetwork(
    _ bytes: Span<UInt8>, _ rules: ParsingRules
  ) throws(AddressFault) -> NetworkOperand {
    let text = try PrefixText(bytes)
    let part = bytes.extracting(text.address)
    let address: ScopedAddress
    if part.firstIndex(of: "%") != nil {
      do {
        address = try ScopedAddress(parsing: part, rules: rules)
      } catch {
        throw text.fault(error, in: bytes)
      }
    } else {
      address = ScopedAddress(try text.readAddress(in: bytes, rules: rules))
    }
    switch address.address {
    case .v4(let number):
      let found = try text.prefix(of: number, in: bytes, rules: rules)
      var notes = lengthNotes(found.form, found.prefix, rules)
      if IPv4Address(dottedQuad: part) == nil {
        let isShort = rules.contains(.short) && IPv4Address(shortened: part) != nil
        notes.append(isShort ? .short(number) : .loose(number))
      }
      return NetworkOperand(
        value: .network(address, .v4(found.prefix)), form: Form(found.form), notes: notes)
    case .v6(let number):
      let found = try text.prefix(of: number, in: bytes, rules: rules)
      return NetworkOperand(
        value: .network(address, .v6(found.prefix)), form: Form(found.form), notes: [])
    }
  }

  private static func lengthNotes(
    _ form: LengthForm, _ prefix: IPv4Prefix, _ rules: ParsingRules
  ) -> [OperandNote] {
    if rules.contains(.mask) || rules.contains(.wildcard) { return [] }
    switch form {
    case .absent, .length: return []
    case .wildcard: return [.wildcard(length: prefix.length)]
    case .netmask: return prefix.length == 32 ? [.allOnesMask] : []
    }
  }

  /// `a+N`: N addresses from `a` on; 10.0.0.0+256 is 10.0.0.0/24.
  private static func readCount(
    _ bytes: Span<UInt8>, plus: Int, _ rules: ParsingRules
  ) throws(AddressFault) -> NetworkOperand {
    let address = try IPAddress(parsing: bytes.extracting(0..<plus), rules: rules)
    guard plus + 1 < bytes.count else { throw AddressFault(.emptyCount, at: bytes.count) }
    var count: UInt128 = 0
    for index in plus + 1..<bytes.count {
      guard let digit = bytes[index].decimalValue else {
        throw AddressFault(.unexpectedCharacter, at: index)
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt128(digit))
      guard !overflow, !carry else { throw AddressFault(.pastTheEnd, at: plus + 1) }
      count = sum
    }
    guard count > 0 else { throw AddressFault(.emptyCount, at: plus + 1) }
    guard let last = address.advanced(by: count - 1),
      let range = IPRange(first: address, last: last)
    else { throw AddressFault(.pastTheEnd, at: plus + 1) }
    return NetworkOperand(value: .range(range), form: .count, notes: [.counted(range)])
  }
}

extension NetworkOperand.Form {
  fileprivate init(_ form: LengthForm) {
    switch form {
    case .absent: self = .address
    case .length: self = .length
    case .netmask: self = .netmask
    case .wildcard: self = .wildcard
    }
  }
}

extension IPAddress {
  /// The address `distance` above this one; nil past the end of the family.
  public func advanced(by distance: UInt128) -> IPAddress? {
    switch self {
    case .v4(let address):
      let (sum, overflow) = UInt128(address.bits).addingReportingOverflow(distance)
      return overflow ? nil : UInt32(exactly: sum).map { .v4(IPv4Address(bits: $0)) }
    case .v6(let address):
      let (sum, overflow) = address.bits.addingReportingOverflow(distance)
      return overflow ? nil : .v6(IPv6Address(bits: sum))
    }
  }
}
