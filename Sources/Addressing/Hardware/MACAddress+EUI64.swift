extension MACAddress {
  /// The EUI-64 that begins and ends like this address, ff:fe between (RFC 2464 §4).
  public var eui64: UInt64 {
    (bits >> 24) << 40 | 0xff_fe << 24 | bits & 0xff_ffff
  }

  /// The interface identifier that SLAAC makes of it: the EUI-64 with the U/L bit inverted (RFC
  /// 4291 appendix A).
  public var interfaceIdentifier: UInt64 { eui64 ^ Self.universalBit }

  /// The MAC address in an interface identifier; nil when it was not made of one.
  public init?(interfaceIdentifier: UInt64) {
    guard interfaceIdentifier >> 24 & 0xffff == 0xff_fe else { return nil }
    let eui64 = interfaceIdentifier ^ Self.universalBit
    self.init(bits: (eui64 >> 40) << 24 | eui64 & 0xff_ffff)
  }

  /// The MAC address in an EUI-64 that is spelled out as one: `00-11-22-ff-fe-aa-bb-cc`, with `:`
  /// too, `0011.22ff.feaa.bbcc` or without separators. Nil for other text, and for an EUI-64 that
  /// was not made of a MAC address. Every byte has its two digits: `0:1:2:ff:fe:a:b:c` is an IPv6
  /// address.
  public init?(eui64 text: String) {
    var text = text
    let digits = text.withUTF8 { buffer in
      unsafe try? HardwareDigits(buffer.span, byteCount: 8)
    }
    guard let digits, !text.contains(":") || text.utf8.count == 23 else { return nil }
    self.init(interfaceIdentifier: digits.bits ^ Self.universalBit)
  }

  /// fe80:: with this interface identifier.
  public var linkLocalAddress: IPv6Address {
    IPv6Address(high: 0xfe80 << 48, low: interfaceIdentifier)
  }

  /// The address that SLAAC forms in a /64 (RFC 4862 §5.5.3); nil for another length.
  public func address(in prefix: IPv6Prefix) -> IPv6Address? {
    guard prefix.length == 64 else { return nil }
    return IPv6Address(high: prefix.network.high, low: interfaceIdentifier)
  }

  /// U/L in the first byte of an EUI-64.
  private static let universalBit: UInt64 = 0x02 << 56
}

/// The spellings of a MAC address.
public enum MACFormat: String, CaseIterable, Sendable {
  /// `00:11:22:aa:bb:cc`
  case colon
  /// `00-11-22-AA-BB-CC`, as IEEE 802 and Windows write it
  case dash
  /// `0011.22aa.bbcc`, as Cisco writes it
  case dot
  /// `001122aabbcc`
  case bare
  /// `001122-aabbcc`, as HP writes it
  case halves
}

extension MACAddress {
  public func text(_ format: MACFormat) -> String {
    let digits = Self.hexadecimal(bits, bytes: 6)
    switch format {
    case .colon: return description
    case .dash: return Self.grouped(digits, by: 2, with: "-").uppercased()
    case .dot: return Self.grouped(digits, by: 4, with: ".")
    case .bare: return digits
    case .halves: return Self.grouped(digits, by: 6, with: "-")
    }
  }

  /// The EUI-64 in the colon spelling.
  public var eui64Text: String {
    Self.grouped(Self.hexadecimal(eui64, bytes: 8), by: 2, with: ":")
  }

  private static func hexadecimal(_ bits: UInt64, bytes: Int) -> String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: 2 * bytes - digits.count) + digits
  }

  private static func grouped(_ digits: String, by size: Int, with mark: Character) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, index % size == 0 { text.append(mark) }
      text.append(digit)
    }
    return text
  }
}
