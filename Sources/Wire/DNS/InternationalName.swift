/// A host name in both its forms: as people write it and as DNS carries it (RFC 5890 §2.3.2).
/// Only lower-casing and the four dots of RFC 3490 §3.1 are mapped; that is not all of UTS #46, so
/// a name with characters that need normalizing is shown, but looked up by libc's own IDN code.
public struct InternationalName: Hashable, Sendable {
  /// With U-labels where an A-label decodes and encodes back to itself.
  public let unicode: String
  /// With A-labels (`xn--…`).
  public let ascii: String

  public var isInternational: Bool { unicode != ascii }

  /// Throws where a label cannot be encoded or is above 63 bytes.
  public init(_ text: String) throws(WireError) {
    var unicodeLabels: [String] = []
    var asciiLabels: [String] = []
    let dots: Set<Unicode.Scalar> = [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    for part in text.unicodeScalars.split(
      omittingEmptySubsequences: false, whereSeparator: dots.contains)
    {
      let label = String(Substring(part))
      if label.utf8.allSatisfy({ $0 < 0x80 }) {
        asciiLabels.append(label)
        unicodeLabels.append(Self.unicodeLabel(label) ?? label)
      } else {
        let lowered = label.lowercased()
        guard let code = Punycode.encode(lowered) else {
          throw .malformed("'\(label)' has no A-label")
        }
        asciiLabels.append("xn--" + code)
        unicodeLabels.append(lowered)
      }
      guard asciiLabels[asciiLabels.count - 1].utf8.count <= DNSName.labelLimit else {
        throw .tooLong("label", limit: DNSName.labelLimit)
      }
    }
    unicode = unicodeLabels.joined(separator: ".")
    ascii = asciiLabels.joined(separator: ".")
  }

  /// nil when it is no A-label, or a false one that would not encode back to itself.
  private static func unicodeLabel(_ label: String) -> String? {
    guard label.utf8.count > 4, String(label.prefix(4)).equalsIgnoringASCIICase("xn--"),
      let decoded = try? Punycode.decode(String(label.dropFirst(4)).asciiLowercased),
      !decoded.utf8.allSatisfy({ $0 < 0x80 }), decoded.unicodeScalars.allSatisfy(isPermitted),
      let again = Punycode.encode(decoded),
      again.equalsIgnoringASCIICase(String(label.dropFirst(4)))
    else { return nil }
    return decoded
  }

  /// Letters, marks, digits and the few signs that IDNA2008 lets into labels (RFC 5892 §2.1,
  /// Appendix A): never a control, a space, an emoji or a mark that turns the reading direction.
  private static func isPermitted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
      .decimalNumber:
      true
    default:
      ["-", "\u{B7}", "\u{375}", "\u{5F3}", "\u{5F4}", "\u{30FB}"].contains(scalar)
    }
  }
}
