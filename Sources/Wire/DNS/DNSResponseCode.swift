/// How a name server answered: the four bits of RFC 1035 §4.1.1 and EDNS0's eight above them.
public struct DNSResponseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let noError = Self(rawValue: 0)
  public static let formatError = Self(rawValue: 1)
  public static let serverFailure = Self(rawValue: 2)
  public static let noSuchName = Self(rawValue: 3)
  public static let notImplemented = Self(rawValue: 4)
  public static let refused = Self(rawValue: 5)
  public static let badVersion = Self(rawValue: 16)

  /// IANA's mnemonic, or `RCODE3841`.
  public var description: String {
    switch rawValue {
    case 0: "NOERROR"
    case 1: "FORMERR"
    case 2: "SERVFAIL"
    case 3: "NXDOMAIN"
    case 4: "NOTIMP"
    case 5: "REFUSED"
    case 6: "YXDOMAIN"
    case 7: "YXRRSET"
    case 8: "NXRRSET"
    case 9: "NOTAUTH"
    case 10: "NOTZONE"
    case 11: "DSOTYPENI"
    case 16: "BADVERS"
    case 17: "BADKEY"
    case 18: "BADTIME"
    case 19: "BADMODE"
    case 20: "BADNAME"
    case 21: "BADALG"
    case 22: "BADTRUNC"
    case 23: "BADCOOKIE"
    default: "RCODE\(rawValue)"
    }
  }
}
