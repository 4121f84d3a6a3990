/// How a name server answered: the four bits of RFC 1035 §4.1.1 and EDNS0's eight above them.
package struct DNSResponseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let noError = Self(rawValue: 0)
  package static let formatError = Self(rawValue: 1)
  package static let serverFailure = Self(rawValue: 2)
  package static let noSuchName = Self(rawValue: 3)
  package static let notImplemented = Self(rawValue: 4)
  package static let refused = Self(rawValue: 5)
  package static let badVersion = Self(rawValue: 16)
  package static let badCookie = Self(rawValue: 23)

  /// IANA's mnemonic, or `RCODE3841`.
  package var description: String {
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
