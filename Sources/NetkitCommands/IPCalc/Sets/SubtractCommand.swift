import Addressing
import Arguments

/// `netkit ipcalc sub`: a set without another.
struct SubtractCommand: RunnableCommand {
  var operands: [String] = []
  var options = SetOptions()

  static let name = "sub"
  static let summary = "Take the second networks away from the first"
  static var details: String {
    """
    The operands before the lone - are one set, those after it another; printed is what is in the \
    first and not in the second, as the fewest networks. Because - stands between the sets, \
    standard input is written @- or /dev/stdin here.
    """
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc sub 10.0.0.0/8 - 10.1.0.0/16", "All of it but one /16"),
      Example("netkit ipcalc sub @all.txt - @office.txt 192.0.2.7", "Two lists"),
    ]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Networks or @FILE, then a lone -, then those to leave out",
        details: SetWords.set),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { SetWords.sections }

  mutating func validate() throws(UsageError) {
    guard operands.count(where: { $0 == "-" }) == 1, operands.first != "-", operands.last != "-"
    else {
      throw UsageError(
        "a lone '-' stands between the networks and those to leave out",
        hint: "netkit ipcalc sub 10.0.0.0/8 - 10.1.0.0/16; standard input is @-")
    }
  }

  func run(in session: Session) -> ExitStatus {
    var reader = SetReader(options.input, in: session)
    let parts = operands.split(separator: "-")
    for operand in parts[0] { reader.read(operand) }
    let first = reader.takeSet()
    for operand in parts[1] { reader.read(operand) }
    guard reader.canGoOn else { return reader.status }
    let second = reader.takeSet()
    reader.warn()
    SetPrinter(session: session, options: options)
      .print(first.subtracting(second), reader.tally)
    return reader.status
  }
}
