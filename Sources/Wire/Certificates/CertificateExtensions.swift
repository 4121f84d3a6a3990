/// The extensions of a version 3 certificate that netkit shows (RFC 5280 §4.2).
struct CertificateExtensions {
  var names: [GeneralName] = []
  var basicConstraints: Certificate.BasicConstraints?
  var keyUsage: KeyUsage?
  var extendedKeyUsage: [String]?
  var subjectKeyIdentifier: [UInt8]?
  var authorityKeyIdentifier: [UInt8]?
  var unknownCritical: [String] = []

  /// Reads what follows the public key: the two unique ids of old, then the extensions.
  init(decoding body: inout ByteReader) throws(WireError) {
    while !body.isAtEnd {
      let element = try DERElement(decoding: &body)
      guard element.tag == DERElement.Tag.constructed(3) else { continue }
      var explicit = element.content
      let list = try DERElement(DERElement.Tag.sequence, from: &explicit, "extensions")
      var seen: Set<OID> = []
      for item in try list.children() {
        var parts = item.content
        let identifier = try OID(decoding: DERElement(decoding: &parts))
        guard seen.insert(identifier).inserted else {
          throw .malformed("extension \(identifier) twice")
        }
        var isCritical = false
        if parts.peek() == DERElement.Tag.boolean {
          isCritical = try DERElement(decoding: &parts).boolean()
        }
        let value = try DERElement(DERElement.Tag.octetString, from: &parts, "extension value")
        var content = value.content
        let isKnown = try read(identifier, DERElement(decoding: &content))
        if isCritical, !isKnown { unknownCritical.append(identifier.description) }
      }
    }
  }

  private mutating func read(_ identifier: OID, _ value: DERElement) throws(WireError) -> Bool {
    switch identifier {
    case OID(2, 5, 29, 17):
      for name in try value.children() { names.append(try GeneralName(decoding: name)) }
    case OID(2, 5, 29, 19):
      var parts = value.content
      var isAuthority = false
      var pathLength: Int?
      if parts.peek() == DERElement.Tag.boolean {
        isAuthority = try DERElement(decoding: &parts).boolean()
      }
      if parts.peek() == DERElement.Tag.integer {
        pathLength = try DERElement(decoding: &parts).smallInteger()
      }
      basicConstraints = .init(isAuthority: isAuthority, pathLength: pathLength)
    case OID(2, 5, 29, 15): keyUsage = try KeyUsage(decoding: value)
    case OID(2, 5, 29, 37):
      var purposes: [String] = []
      for purpose in try value.children() {
        let identifier = try OID(decoding: purpose)
        purposes.append(Self.purposes[identifier] ?? identifier.description)
      }
      extendedKeyUsage = purposes
    case OID(2, 5, 29, 14): subjectKeyIdentifier = value.bytes
    case OID(2, 5, 29, 35):
      var parts = value.content
      if parts.peek() == DERElement.Tag.primitive(0) {
        authorityKeyIdentifier = try DERElement(decoding: &parts).bytes
      }
    // Certificate policies, name constraints and policy constraints are OpenSSL's to enforce.
    case OID(2, 5, 29, 32), OID(2, 5, 29, 30), OID(2, 5, 29, 36): break
    default: return false
    }
    return true
  }

  private static let purposes: [OID: String] = [
    OID(1, 3, 6, 1, 5, 5, 7, 3, 1): "serverAuth", OID(1, 3, 6, 1, 5, 5, 7, 3, 2): "clientAuth",
    OID(1, 3, 6, 1, 5, 5, 7, 3, 3): "codeSigning",
    OID(1, 3, 6, 1, 5, 5, 7, 3, 4): "emailProtection",
    OID(1, 3, 6, 1, 5, 5, 7, 3, 8): "timeStamping", OID(1, 3, 6, 1, 5, 5, 7, 3, 9): "OCSPSigning",
    OID(2, 5, 29, 37, 0): "any",
  ]
}
