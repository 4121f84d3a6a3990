import Addressing
import Arguments

/// How the verbs of `ipcalc` read addresses: strictly, unless the user relaxes it.
struct ReadingOptions: ArgumentSet {
  var isLoose = false
  var isShort = false
  var quadIsMask = false
  var quadIsWildcard = false

  static var arguments: [Argument] {
    [
      heading("Reading addresses"),
      flag(
        nil, "loose", \.isLoose, "Read IPv4 as inet_aton does: 127.1, 0x7f.1, 010.0.0.1",
        details: "Octets with a leading zero are octal then: 010.0.0.1 is 8.0.0.1."
      ).rare,
      flag(nil, "short", \.isShort, "Read missing octets as zeros: 10/8 is 10.0.0.0/8").rare,
      flag(
        nil, "mask", \.quadIsMask, "Read the quad after a slash as a netmask",
        details: """
          Without this and `--wildcard` a quad is whichever of the two it can be; 0.0.0.0, which \
          can be both, is refused.
          """,
        group: "quad"
      ).rare,
      flag(
        nil, "wildcard", \.quadIsWildcard, "Read the quad after a slash as a wildcard",
        group: "quad"
      ).rare,
    ]
  }

  var rules: ParsingRules {
    var rules = ParsingRules.strict
    if isLoose { rules.insert(.loose) }
    if isShort { rules.insert(.short) }
    if quadIsMask { rules.insert(.mask) }
    if quadIsWildcard { rules.insert(.wildcard) }
    return rules
  }
}
