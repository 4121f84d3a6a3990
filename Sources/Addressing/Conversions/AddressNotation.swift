/// The notations that an address can be turned into.
public enum AddressNotation: Hashable, Sendable {
  case decimal
  case hexadecimal
  case octal
  case binary
  /// RFC 5952 or dotted decimal.
  case short
  /// All digits of an IPv6 address.
  case full
  /// `::ffff:a.b.c.d` and back.
  case mapped
  /// The 2002::/48 of an IPv4 address, and the IPv4 address of one in it.
  case sixToFour
  /// Behind a translator's prefix, and back.
  case nat64(IPv6Prefix)
  /// The reverse name.
  case reverseName
  /// As in the host part of a URL: IPv6 in brackets (RFC 3986 §3.2.2).
  case url
  /// As a Windows host name: `2001-db8--1.ipv6-literal.net`.
  case unc
}

extension IPAddress {
  /// The address in a notation; nil where the notation has none for it: an IPv6 address is no
  /// mapped one unless it lies in ::ffff:0:0/96.
  public func text(_ notation: AddressNotation) -> String? {
    switch notation {
    case .decimal: decimalText
    case .hexadecimal: hexadecimalText
    case .octal: octalText
    case .binary: binaryText
    case .short: description
    case .full: fullText
    case .mapped: mappedText
    case .sixToFour: sixToFourText
    case .nat64(let prefix): translatedText(prefix)
    case .reverseName: reverseName
    case .url: urlText
    case .unc: uncText
    }
  }

  /// All digits of an IPv6 address; an IPv4 address has no others.
  public var fullText: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.fullText
    }
  }

  /// IPv6 in brackets.
  private var urlText: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): "[\(address)]"
    }
  }

  /// Windows has no colons in names, so they are dashes under a domain of Microsoft's.
  private var uncText: String {
    switch self {
    case .v4(let address): return address.description
    case .v6(let address):
      // RFC 5952's dotted tail would leave dots that belong to no label: hexadecimal instead.
      let text = address.isMapped ? address.hexadecimalMappedText : address.description
      // A label neither begins nor ends with a dash: ::1 is 0--1.
      let start = text.hasPrefix(":") ? "0" : ""
      let end = text.hasSuffix(":") ? "0" : ""
      return start + text.map { $0 == ":" ? "-" : String($0) }.joined() + end
        + ".ipv6-literal.net"
    }
  }

  private var mappedText: String? {
    switch self {
    case .v4(let address): IPv6Address(mapping: address).description
    case .v6(let address): address.isMapped ? IPv4Address(tailOf: address).description : nil
    }
  }

  private var sixToFourText: String? {
    switch self {
    case .v4(let address): return IPv6Prefix(sixToFour: address).description
    case .v6(let address):
      guard case .sixToFour(let found, _) = address.embeddedIPv4 else { return nil }
      return found.description
    }
  }

  private func translatedText(_ prefix: IPv6Prefix) -> String? {
    switch self {
    case .v4(let address): NAT64.translate(address, prefix: prefix)?.description
    case .v6(let address): NAT64.extract(from: address, prefix: prefix)?.description
    }
  }
}

extension IPv6Address {
  /// All eight groups with all their digits: 2001:0db8:0000:0000:0000:0000:0000:0001.
  public var fullText: String {
    String(writing: Self.longestText) { text in
      for group in 0..<8 {
        if group > 0 { text.append(UInt8(ascii: ":")) }
        for shift in [12, 8, 4, 0] as [UInt16] {
          text.appendHexDigit(UInt8(truncatingIfNeeded: self[group] >> shift) & 15)
        }
      }
    }
  }

  fileprivate var hexadecimalMappedText: String {
    let tail = UInt32(truncatingIfNeeded: low)
    return "::ffff:\(String(tail >> 16, radix: 16)):\(String(tail & 0xffff, radix: 16))"
  }
}
