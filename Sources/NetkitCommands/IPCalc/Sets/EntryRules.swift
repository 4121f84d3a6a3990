import Addressing
import Arguments

/// How operands and lists of networks are read.
struct EntryRules: ArgumentSet {
  var isStrict = false
  var reading = ReadingOptions()

  static var arguments: [Argument] {
    [
      shared(at: \.reading),
      flag(
        nil, "strict", \.isStrict, "Stop at the first bad entry; refuse host bits",
        details: """
          Otherwise bad entries are reported and left out, the others are used, and the exit \
          status is 65; host bits are dropped, with one warning.
          """),
    ]
  }

  /// The same for the parser.
  var rules: ParsingRules {
    isStrict ? reading.rules.union(.refuseHostBits) : reading.rules
  }
}
