import Addressing
import Arguments

/// `netkit ipcalc not`: all other addresses.
struct ComplementCommand: RunnableCommand {
  var operands: [String] = []
  var options = SetOptions()

  static let name = "not"
  static let summary = "Print all addresses that are in none of the networks"
  static var details: String {
    """
    A family takes part when an entry is of it; with `--ipv4` or `--ipv6` that family alone does. \
    The complement of nothing at all is everything, in both families.
    """
  }
  static var examples: [Example] {
    [Example("netkit ipcalc not 10.0.0.0/8 192.168.0.0/16", "Everything else, in IPv4")]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", details: SetWords.set),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { SetWords.sections }

  func run(in session: Session) -> ExitStatus {
    var reader = SetReader(options.input, in: session)
    for operand in operands { reader.read(operand) }
    guard reader.canGoOn else { return reader.status }
    let set = reader.takeSet()
    reader.warn()
    var options = options
    if options.family == .both, set.v4.isEmpty != set.v6.isEmpty {
      options.family = set.v6.isEmpty ? .v4 : .v6
    }
    SetPrinter(session: session, options: options).print(set.complement(), reader.tally)
    return reader.status
  }
}
