import Addressing
import Arguments

/// The options of the verbs that read sets and print one.
struct SetOptions: ArgumentSet {
  var form = SetForm.prefixes
  var family = Family.both
  var input = EntryRules()
  var output = OutputOptions()

  /// Which addresses take part.
  enum Family: Sendable { case both, v4, v6 }

  func includes(_ range: IPRange) -> Bool {
    switch family {
    case .both: true
    case .v4: range.family == 4
    case .v6: range.family == 6
    }
  }

  static var arguments: [Argument] {
    [
      option(
        nil, "as", "FORM", \.form, "Print networks or ranges",
        details: "A range of one address is printed as that address."),
      flag("4", "ipv4", \.family, is: .v4, "Leave IPv6 out", group: "family"),
      flag("6", "ipv6", \.family, is: .v6, "Leave IPv4 out", group: "family"),
      shared(at: \.input),
      heading("Output"),
      shared(at: \.output),
    ]
  }
}

/// How a set is written down.
enum SetForm: String, ChoiceValue {
  case prefixes = "cidr"
  case ranges = "range"

  var summary: String {
    switch self {
    case .prefixes: "The fewest networks, as 10.0.0.0/8"
    case .ranges: "Ranges, as 10.0.0.0-10.255.255.255"
    }
  }

  /// The same for the writer.
  var text: SetText.Form {
    switch self {
    case .prefixes: .prefixes
    case .ranges: .ranges
    }
  }
}
