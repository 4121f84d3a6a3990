extension IPPrefix {
  /// The block that a reverse name or zone stands for: `10.0.168.192.in-addr.arpa` is one address,
  /// `168.192.in-addr.arpa` a /16, `0/26.0.168.192.in-addr.arpa` an RFC 2317 zone (`0-26` and
  /// `0-63` in use for it are read too). Any case, with or without the final dot.
  public init(reverseName bytes: Span<UInt8>) throws(AddressFault) {
    guard !bytes.isEmpty else { throw AddressFault(.empty, at: 0) }
    let end = bytes.has(".", at: bytes.count - 1) ? bytes.count - 1 : bytes.count
    if let labels = bytes.labels(before: "in-addr.arpa", end: end) {
      self = .v4(try Self.readOctets(bytes.extracting(labels)))
    } else if let labels = bytes.labels(before: "ip6.arpa", end: end) {
      self = .v6(try Self.readNibbles(bytes.extracting(labels)))
    } else {
      throw AddressFault(.notReverseName, at: 0)
    }
  }

  /// Reads a reverse name; the error quotes it and names the fault and its column.
  public init(reverseName text: some StringProtocol) throws(AddressError) {
    let text = String(text)
    do {
      try self.init(reverseName: text.utf8.span)
    } catch {
      throw AddressError(input: text, fault: error)
    }
  }

  /// Whether the text ends in one of the reverse trees, and so is to be read as a reverse name.
  public static func isReverseName(_ bytes: Span<UInt8>) -> Bool {
    let end = bytes.has(".", at: bytes.count - 1) ? bytes.count - 1 : bytes.count
    return bytes.labels(before: "in-addr.arpa", end: end) != nil
      || bytes.labels(before: "ip6.arpa", end: end) != nil
  }

  private static func readNibbles(_ bytes: Span<UInt8>) throws(AddressFault) -> IPv6Prefix {
    var bits: UInt128 = 0
    var labels = 0
    var index = 0
    while index < bytes.count {
      let isLabelEnd = index + 1 == bytes.count || bytes.has(".", at: index + 1)
      guard let nibble = bytes[index].hexValue, isLabelEnd else {
        throw AddressFault(.reverseLabel, at: index)
      }
      guard labels < 32 else { throw AddressFault(.reverseDepth, at: index) }
      bits |= UInt128(nibble) << UInt128(4 * labels)
      labels += 1
      index += 2
    }
    // The last label read is the highest nibble.
    if labels > 0 { bits <<= UInt128(128 - 4 * labels) }
    return IPv6Prefix(containing: IPv6Address(bits: bits), length: 4 * labels)
  }

  private static func readOctets(_ bytes: Span<UInt8>) throws(AddressFault) -> IPv4Prefix {
    var block: IPv4Prefix = .everything
    var hasClassless = false
    var end = bytes.count
    while end > 0 {
      var start = end
      while start > 0, !bytes.has(".", at: start - 1) { start -= 1 }
      let label = bytes.extracting(start..<end)
      let octets = block.length / 8
      guard octets < 4 else { throw AddressFault(.reverseDepth, at: start) }
      if let octet = label.octet {
        let bits = UInt32(octet) << UInt32(24 - 8 * octets)
        let address = IPv4Address(
          bits: block.network.bits & ~(0xff << UInt32(24 - 8 * octets)) | bits)
        guard block.contains(address) else { throw AddressFault(.reverseLabel, at: start) }
        block = IPv4Prefix(containing: address, length: 8 * (octets + 1))
      } else {
        guard octets == 3, !hasClassless, let part = classlessBlock(label, in: block) else {
          throw AddressFault(.reverseLabel, at: start)
        }
        block = part
        hasClassless = true
      }
      end = start - 1
    }
    return block
  }

  /// `0/26`, `0-26` or `0-63` under a /24.
  private static func classlessBlock(_ label: Span<UInt8>, in parent: IPv4Prefix) -> IPv4Prefix? {
    guard let mark = label.firstIndex(of: "/") ?? label.firstIndex(of: "-"),
      let first = label.extracting(0..<mark).octet,
      let second = label.extracting(mark + 1..<label.count).octet
    else { return nil }
    let start = IPv4Address(bits: parent.network.bits | UInt32(first))
    if label.has("-", at: mark), first <= second {
      let last = IPv4Address(bits: parent.network.bits | UInt32(second))
      if let block = AddressRange(first: start, last: last).exactPrefix { return block }
    }
    guard (25...32).contains(second) else { return nil }
    let block = IPv4Prefix(containing: start, length: Int(second))
    return block.network == start ? block : nil
  }
}

extension Span<UInt8> {
  /// Where the labels before `tree` are; nil when the name does not end in it.
  fileprivate func labels(before tree: StaticString, end: Int) -> Range<Int>? {
    let tail = tree.description.utf8
    guard end >= tail.count else { return nil }
    var index = end - tail.count
    let start = index
    for byte in tail {
      let own = (65...90).contains(self[index]) ? self[index] | 0x20 : self[index]
      guard own == byte else { return nil }
      index += 1
    }
    if start == 0 { return 0..<0 }
    guard start > 1, has(".", at: start - 1) else { return nil }
    return 0..<start - 1
  }

  /// The text as one octet, without leading zeros.
  fileprivate var octet: UInt8? {
    guard (1...3).contains(count), count == 1 || !has("0", at: 0) else { return nil }
    var value = 0
    for index in indices {
      guard let digit = self[index].decimalValue else { return nil }
      value = value * 10 + Int(digit)
    }
    return UInt8(exactly: value)
  }
}
