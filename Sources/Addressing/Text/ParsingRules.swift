/// What a reader accepts beyond the strict forms. Nothing is guessed: each departure is asked for.
public struct ParsingRules: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Only the forms that every standard reads alike.
  public static let strict: ParsingRules = []

  /// `--loose`: IPv4 as inet_aton reads it: one to four parts, octal and hexadecimal (RFC 6943
  /// §3.1.1). 127.1 is 127.0.0.1 and 010.0.0.1 is 8.0.0.1.
  public static let loose = ParsingRules(rawValue: 1)

  /// `--short`: missing octets before a slash are zeros: 10/8 is 10.0.0.0/8. Goes before `loose`.
  public static let short = ParsingRules(rawValue: 2)

  /// `--mask`: a dotted quad after the slash is a netmask.
  public static let mask = ParsingRules(rawValue: 4)

  /// `--wildcard`: a dotted quad after the slash is a wildcard, the inverse of a netmask.
  public static let wildcard = ParsingRules(rawValue: 8)

  /// `--strict`: an address with host bits set is no prefix: 10.0.0.1/8 is refused.
  public static let refuseHostBits = ParsingRules(rawValue: 16)
}
