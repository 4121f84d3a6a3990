/// A subject's or issuer's name: attributes in the order of the certificate (RFC 5280 §4.1.2.4).
public struct DistinguishedName: Hashable, Sendable, CustomStringConvertible {
  public struct Attribute: Hashable, Sendable {
    /// `CN`, `O`, … or the dotted identifier of one that has no usual short name.
    public let type: String
    public let value: String
  }

  public let attributes: [Attribute]

  public init(decoding element: DERElement) throws(WireError) {
    guard element.tag == DERElement.Tag.sequence else { throw .malformed("name is no SEQUENCE") }
    var attributes: [Attribute] = []
    for set in try element.children() {
      for pair in try set.children() {
        var reader = pair.content
        let type = try OID(decoding: DERElement(decoding: &reader))
        let value = try DERElement(decoding: &reader)
        attributes.append(
          Attribute(type: Self.shortNames[type] ?? type.description, value: Self.text(value)))
      }
    }
    self.attributes = attributes
  }

  /// `C=KR, O=넷킷, CN=localhost`, with a backslash before what would part it (RFC 4514 §2.4).
  public var description: String {
    attributes.map { attribute in
      let escaped = attribute.value.map { character in
        ",+\"\\<>;=".contains(character) ? "\\\(character)" : "\(character)"
      }
      return "\(attribute.type)=\(escaped.joined())"
    }.joined(separator: ", ")
  }

  private static let shortNames: [OID: String] = [
    OID(2, 5, 4, 3): "CN", OID(2, 5, 4, 4): "SN", OID(2, 5, 4, 5): "serialNumber",
    OID(2, 5, 4, 6): "C", OID(2, 5, 4, 7): "L", OID(2, 5, 4, 8): "ST", OID(2, 5, 4, 9): "STREET",
    OID(2, 5, 4, 10): "O", OID(2, 5, 4, 11): "OU", OID(2, 5, 4, 12): "title",
    OID(2, 5, 4, 42): "GN", OID(2, 5, 4, 97): "organizationIdentifier",
    OID(0, 9, 2342, 19_200_300, 100, 1, 25): "DC", OID(0, 9, 2342, 19_200_300, 100, 1, 1): "UID",
    OID(1, 2, 840, 113_549, 1, 9, 1): "emailAddress",
  ]

  /// The string types of X.520; what does not decode is shown with U+FFFD in its place.
  private static func text(_ element: DERElement) -> String {
    var reader = element.content
    switch element.tag {
    case 0x1E:  // BMPString: UTF-16, high byte first
      var units: [UInt16] = []
      while let unit = try? reader.uint16() { units.append(unit) }
      return String(decoding: units, as: UTF16.self)
    case 0x1C:  // UniversalString: UTF-32
      var units: [UInt32] = []
      while let unit = try? reader.uint32() { units.append(unit) }
      return String(decoding: units, as: UTF32.self)
    case 0x14:  // T61String: in practice ISO 8859-1
      return String(decoding: reader.rest().map { UInt16($0) }, as: UTF16.self)
    default:
      return String(decoding: reader.rest(), as: UTF8.self)
    }
  }
}
