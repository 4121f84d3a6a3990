public import Addressing

/// One of a certificate's alternative names (RFC 5280 §4.2.1.6).
public enum GeneralName: Hashable, Sendable {
  case dns(String)
  case address(IPAddress)
  case email(String)
  case uri(String)
  case directory(DistinguishedName)
  /// A kind that is not shown: its tag number.
  case other(UInt8)

  init(decoding element: DERElement) throws(WireError) {
    var reader = element.content
    switch element.tag {
    case DERElement.Tag.primitive(1): self = .email(String(decoding: reader.rest(), as: UTF8.self))
    case DERElement.Tag.primitive(2): self = .dns(String(decoding: reader.rest(), as: UTF8.self))
    case DERElement.Tag.primitive(6): self = .uri(String(decoding: reader.rest(), as: UTF8.self))
    case DERElement.Tag.primitive(7):
      switch reader.count {
      case 4: self = .address(.v4(try reader.ipv4()))
      case 16: self = .address(.v6(try reader.ipv6()))
      default: throw .malformed("IP address name of \(reader.count) bytes")
      }
    case DERElement.Tag.constructed(4):
      self = .directory(try DistinguishedName(decoding: DERElement(decoding: &reader)))
    default: self = .other(element.tag & 0x1F)
    }
  }
}
