import Addressing
import Arguments
import Platform

/// `netkit ipcalc regex`: a network as a regular expression.
struct RegexCommand: RunnableCommand {
  var operands: [String] = []
  var isAnchored = false
  var input = EntryRules()
  var output = OutputOptions()

  static let name = "regex"
  static let summary = "Write a network as a regular expression for its addresses"
  static var details: String {
    """
    The expression is a POSIX extended one and matches the text of exactly the addresses of the \
    network or range: IPv4 in dotted decimal without leading zeros, IPv6 in the form that RFC 5952 \
    prescribes, in lower case. Other spellings of an IPv6 address are not matched. It describes \
    the whole text: use it with grep -Ex, or with `--anchor`. To search logs, grep is the better \
    verb.
    """
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc regex 192.168.0.0/22", "Four /24s"),
      Example("netkit ipcalc regex --anchor 2001:db8::/32", "Between ^ and $"),
    ]
  }
  static var arguments: [Argument] {
    [
      operands("NETWORK", \.operands, "Network or range"),
      flag(nil, "anchor", \.isAnchored, "Put ^ and $ around the expression"),
      shared(at: \.input),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each operand.",
        entries: [
          .init("network", "The operand as it was read"),
          .init("regex", "The expression"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var reader = SetReader(input, in: session, keepsOrder: true)
    for operand in operands { reader.read(operand) }
    guard reader.canGoOn else { return reader.status }
    reader.takeEntries { range in
      let expression = AddressExpression.expression(for: range)
      let text = isAnchored ? "^(\(expression))$" : expression
      if output.isQuiet { return }
      if output.isJSON {
        session.show(json: RegexReport(range, text))
      } else {
        session.output.append(text + "\n")
      }
    }
    reader.warn()
    return reader.status
  }
}

struct RegexReport: Encodable {
  let network: String
  let regex: String

  init(_ range: IPRange, _ regex: String) {
    network = range.exactPrefix.map { "\($0)" } ?? "\(range)"
    self.regex = regex
  }
}
