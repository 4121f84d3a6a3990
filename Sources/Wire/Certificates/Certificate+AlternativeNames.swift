extension Certificate {
  /// The alternative names in what follows the public key: the two unique ids of old, then the
  /// extensions (RFC 5280 §4.2). Of the others only the form is looked at: to honour them is
  /// OpenSSL's.
  static func alternativeNames(
    decoding body: inout ByteReader
  ) throws(WireError) -> [GeneralName] {
    var names: [GeneralName] = []
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
        if parts.peek() == DERElement.Tag.boolean {
          _ = try DERElement(decoding: &parts).boolean()  // whether it is critical
        }
        let value = try DERElement(DERElement.Tag.octetString, from: &parts, "extension value")
        guard identifier == OID(2, 5, 29, 17) else { continue }
        var content = value.content
        for name in try DERElement(decoding: &content).children() {
          names.append(try GeneralName(decoding: name))
        }
      }
    }
    return names
  }
}
