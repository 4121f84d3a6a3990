import Addressing
public import TLS
public import Wire

/// What a certificate says, for reports.
public struct CertificateReport: Encodable, Sendable {
  public var subject: String
  public var issuer: String
  /// Host names and addresses that it is for.
  public var names: [String]
  public var notBefore: String
  public var notAfter: String
  /// Whole days until it ends; negative once it has.
  public var daysLeft: Int
  /// `EC P-256`, `RSA 2048`
  public var key: String
  public var signature: String
  /// Hexadecimal digits.
  public var serial: String
  /// The SHA-256 of the whole certificate, digits in pairs.
  public var sha256: String
  /// What `--pin` takes to accept its key.
  public var pin: String

  public init(_ certificate: Certificate, at time: CivilTime) {
    subject = "\(certificate.subject)"
    issuer = "\(certificate.issuer)"
    names = certificate.names.compactMap(Self.text)
    notBefore = "\(certificate.notBefore)"
    notAfter = "\(certificate.notAfter)"
    daysLeft = certificate.notAfter.days(after: time)
    key = "\(certificate.key)"
    signature = certificate.signatureAlgorithm
    serial = Hexadecimal.text(certificate.serial)
    sha256 = Hexadecimal.text(certificate.sha256, separator: ":").uppercased()
    pin = "\(KeyPin(digest: certificate.key.pin))"
  }

  /// The certificates that a peer presented, its own first; those that cannot be read are left out.
  public static func chain(_ peer: TLSPeer, at time: CivilTime) -> [CertificateReport] {
    peer.chain.compactMap { der in
      (try? Certificate(decoding: der)).map { CertificateReport($0, at: time) }
    }
  }

  private static func text(_ name: GeneralName) -> String? {
    switch name {
    case .dns(let name): name
    case .address(let address): "\(address)"
    case .email(let address): address
    case .uri(let location): location
    case .directory(let name): "\(name)"
    case .other: nil
    }
  }
}
