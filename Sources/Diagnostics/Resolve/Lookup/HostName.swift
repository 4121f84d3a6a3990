public import Addressing
import Wire

/// A host name as it was typed, and what can be said of it before anybody is asked.
public struct HostName: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    /// An address as every standard writes it.
    case address(IPAddress)
    /// IPv4 as inet_aton reads it: octal, hexadecimal, fewer than four parts.
    case classicIPv4(IPv4Address)
    case name
  }

  public let typed: String
  /// With A-labels; nil where there is no such spelling.
  public let ascii: String?
  /// With U-labels.
  public let unicode: String?
  public let form: Form

  public init(_ typed: String) {
    self.typed = typed
    let international = try? InternationalName(typed)
    ascii = international?.ascii
    unicode = international?.unicode
    if let scoped = try? ScopedAddress(typed) {
      form = .address(scoped.address)
    } else if let classic = try? IPv4Address(typed, rules: .loose) {
      form = .classicIPv4(classic)
    } else {
      form = .name
    }
  }

  public var isInternational: Bool { unicode != ascii }

  /// `localhost` and all below it (RFC 6761 §6.3).
  public var isLocalhost: Bool { endsIn("localhost") }

  /// A name of multicast DNS (RFC 6762 §3).
  public var isMulticastDNS: Bool { endsIn("local") && !isSingleLabel }

  /// One label alone, to which search domains are added.
  public var isSingleLabel: Bool { form == .name && !typed.contains(".") }

  private func endsIn(_ domain: String) -> Bool {
    var labels = (ascii ?? typed).split(separator: ".", omittingEmptySubsequences: false)
    if labels.last?.isEmpty == true { labels.removeLast() }
    return labels.last?.lowercased() == domain
  }

  /// Why no name server can know the name: an empty or too long label, too long a whole, or a
  /// character that is in no host name. nil for nothing.
  public var fault: String? {
    guard form == .name else { return nil }
    if typed.isEmpty { return "the name is empty" }
    if let scalar = typed.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
      return scalar == " " ? "a blank in the name" : "a control character in the name"
    }
    guard let ascii else { return "a label that is too long or has no A-label" }
    let labels = ascii.split(separator: ".", omittingEmptySubsequences: false)
    if labels.dropLast().contains(where: \.isEmpty) || labels == [""] {
      return "an empty label: two dots in a row, or one at the front"
    }
    if labels.contains(where: { $0.utf8.count > 63 }) { return "a label of more than 63 bytes" }
    // RFC 1035 §3.1: 255 on the wire, two of which the text does not have.
    if ascii.utf8.count > 254 || (ascii.utf8.count == 254 && !ascii.hasSuffix(".")) {
      return "more than 253 bytes"
    }
    return nil
  }
}
