/// A record or question type (RFC 1035 §3.2.2 and IANA's registry).
public struct DNSRecordType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let a = Self(rawValue: 1)
  public static let ns = Self(rawValue: 2)
  public static let cname = Self(rawValue: 5)
  public static let soa = Self(rawValue: 6)
  public static let ptr = Self(rawValue: 12)
  public static let mx = Self(rawValue: 15)
  public static let txt = Self(rawValue: 16)
  public static let aaaa = Self(rawValue: 28)
  public static let srv = Self(rawValue: 33)
  public static let dname = Self(rawValue: 39)
  /// EDNS0 (RFC 6891): not a record but an envelope for more flags.
  public static let opt = Self(rawValue: 41)
  public static let svcb = Self(rawValue: 64)
  public static let https = Self(rawValue: 65)
  public static let any = Self(rawValue: 255)

  private static let names: [(DNSRecordType, String)] = [
    (a, "A"), (ns, "NS"), (cname, "CNAME"), (soa, "SOA"), (ptr, "PTR"), (mx, "MX"), (txt, "TXT"),
    (aaaa, "AAAA"), (srv, "SRV"), (dname, "DNAME"), (opt, "OPT"), (svcb, "SVCB"), (https, "HTTPS"),
    (any, "ANY"),
  ]

  /// The mnemonic, or `TYPE65280` as RFC 3597 §5 writes unknown ones.
  public var description: String {
    Self.names.first { $0.0 == self }?.1 ?? "TYPE\(rawValue)"
  }
}
