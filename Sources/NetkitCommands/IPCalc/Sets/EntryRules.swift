import Addressing
import Arguments

/// How operands and lists of networks are read.
struct EntryRules: ArgumentSet {
  var isStrict = false
  var isLoose = false
  var isShort = false
  var quad = Quad.either

  /// What a dotted quad after the slash is.
  enum Quad: Sendable { case either, mask, wildcard }

  static var arguments: [Argument] {
    [
      heading("Input"),
      flag(
        nil, "strict", \.isStrict, "Stop at the first bad entry; refuse host bits",
        details: """
          Otherwise bad entries are reported and left out, the others are used, and the exit \
          status is 65; host bits are dropped, with one warning.
          """),
      flag(
        nil, "loose", \.isLoose, "Read IPv4 as inet_aton does: 127.1, 0x7f.1, 010.0.0.1",
        details: "Octets that begin with 0 are octal then."),
      flag(nil, "short", \.isShort, "Read missing octets before a slash as zeros: 10/8"),
      flag(
        nil, "mask", \.quad, is: .mask, "Read a dotted quad after the slash as a netmask",
        group: "quad"),
      flag(
        nil, "wildcard", \.quad, is: .wildcard,
        "Read a dotted quad after the slash as a wildcard", group: "quad"),
    ]
  }

  /// The same for the parser.
  var rules: ParsingRules {
    var rules = ParsingRules.strict
    if isStrict { rules.insert(.refuseHostBits) }
    if isLoose { rules.insert(.loose) }
    if isShort { rules.insert(.short) }
    switch quad {
    case .either: break
    case .mask: rules.insert(.mask)
    case .wildcard: rules.insert(.wildcard)
    }
    return rules
  }
}
