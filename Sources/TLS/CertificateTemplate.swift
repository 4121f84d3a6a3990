import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The part of a certificate that is signed, TBSCertificate (RFC 5280 §4.1).
struct CertificateTemplate {
  let names: [String]
  /// In seconds since 1970.
  let from: Int64
  let until: Int64
  /// SubjectPublicKeyInfo in DER.
  let publicKey: [UInt8]
  /// 20 bytes or more; the first 20 name the key: any value does that is the same for the same key
  /// (RFC 5280 §4.2.1.2).
  let keyIdentifier: [UInt8]

  /// ecdsa-with-SHA256, 1.2.840.10045.4.3.2 (RFC 5758 §3.2).
  static let signatureAlgorithm = DERWriter.sequence(
    DERWriter.identifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]))

  func encoded() throws(TLSError) -> [UInt8] {
    var random = Randomness()
    let version3 = DERWriter.value(0xa0, DERWriter.integer([2]))
    let serial = DERWriter.integer([0x01] + random.bytes(15))
    let validity = DERWriter.sequence(DERWriter.time(from), DERWriter.time(until))
    let extensions = DERWriter.value(0xa3, try self.extensions())
    return DERWriter.sequence(
      version3, serial, Self.signatureAlgorithm, name, validity, name, publicKey, extensions)
  }

  /// Issuer and subject alike: O=netkit, CN=the first name, cut to X.520's 64 characters.
  private var name: [UInt8] {
    func attribute(_ identifier: [UInt8], _ text: Substring) -> [UInt8] {
      let value = DERWriter.value(DERWriter.Tag.utf8String, Array(text.utf8))
      return DERWriter.value(
        DERWriter.Tag.set, DERWriter.sequence(DERWriter.identifier(identifier), value))
    }
    return DERWriter.sequence(
      attribute([0x55, 0x04, 0x0a], "netkit"),
      attribute([0x55, 0x04, 0x03], names[0].prefix(64)))
  }

  private func extensions() throws(TLSError) -> [UInt8] {
    let keyIdentifier = DERWriter.value(
      DERWriter.Tag.octetString, Array(keyIdentifier.prefix(20)))
    // digitalSignature, the first of nine bits: seven of the byte are unused.
    let keyUsage = DERWriter.value(DERWriter.Tag.bitString, [7, 0x80])
    // serverAuth and clientAuth.
    let purposes = DERWriter.sequence(
      DERWriter.identifier([0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]),
      DERWriter.identifier([0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02]))
    return DERWriter.sequence(
      // basicConstraints: no authority.
      Self.extending(0x13, isCritical: true, DERWriter.sequence()),
      Self.extending(0x0f, isCritical: true, keyUsage),
      Self.extending(0x25, isCritical: false, purposes),
      Self.extending(0x0e, isCritical: false, keyIdentifier),
      Self.extending(0x11, isCritical: false, try alternativeNames()))
  }

  /// An extension 2.5.29.`arc`.
  private static func extending(
    _ arc: UInt8, isCritical: Bool, _ value: [UInt8]
  ) -> [UInt8] {
    DERWriter.sequence(
      DERWriter.identifier([0x55, 0x1d, arc]),
      isCritical ? DERWriter.value(DERWriter.Tag.boolean, [0xff]) : [],
      DERWriter.value(DERWriter.Tag.octetString, value))
  }

  /// subjectAltName (RFC 5280 §4.2.1.6): dNSName is [2], iPAddress [7].
  private func alternativeNames() throws(TLSError) -> [UInt8] {
    var encoded: [UInt8] = []
    for name in names {
      if let address = Self.address(name) {
        encoded += DERWriter.value(0x87, address)
      } else {
        guard !name.isEmpty, name.utf8.count <= 255, name.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { throw .invalid("invalid name '\(name)' for a certificate") }
        encoded += DERWriter.value(0x82, Array(name.utf8))
      }
    }
    return DERWriter.sequence(encoded)
  }

  /// The bytes of an address in text, 4 or 16; nil for a host name.
  private static func address(_ text: String) -> [UInt8]? {
    for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: size)
      if unsafe inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }
}
