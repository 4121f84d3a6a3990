import Addressing
import Arguments

/// `netkit ipcalc and`: what several sets have in common.
struct IntersectCommand: RunnableCommand {
  var operands: [String] = []
  var options = SetOptions()

  static let name = "and"
  static let summary = "Print the addresses that all sets have in common"
  static var details: String {
    "Each operand is a set of its own: a network, a range, a file or standard input."
  }
  static var examples: [Example] {
    [Example("netkit ipcalc and 10.0.0.0/8 @seen.txt", "What of a list is in one network")]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", minimum: 2,
        details: SetWords.set),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { SetWords.sections }

  func run(in session: Session) -> ExitStatus {
    var folding = SetFolding(options, in: session)
    return folding.run(operands) { result, next in result = result.intersection(next) }
  }
}

/// `netkit ipcalc xor`: what is in one of two sets and not in both.
struct DifferenceCommand: RunnableCommand {
  var operands: [String] = []
  var options = SetOptions()

  static let name = "xor"
  static let summary = "Print the addresses that are in one set and not in both"
  static var details: String {
    """
    Each operand is a set of its own: a network, a range, a file or standard input. Of more than \
    two sets, an address is printed when it is in an odd number of them.
    """
  }
  static var examples: [Example] {
    [Example("netkit ipcalc xor @yesterday.txt @today.txt", "What has changed")]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", minimum: 2,
        details: SetWords.set),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] { SetWords.sections }

  func run(in session: Session) -> ExitStatus {
    var folding = SetFolding(options, in: session)
    return folding.run(operands) { result, next in result = result.symmetricDifference(next) }
  }
}

/// Reads each operand as a set and folds them into one, from the left.
private struct SetFolding: ~Copyable {
  private let session: Session
  private let options: SetOptions
  private var reader: SetReader

  init(_ options: SetOptions, in session: Session) {
    self.session = session
    self.options = options
    reader = SetReader(options.input, in: session)
  }

  mutating func run(
    _ operands: [String], _ combine: (inout NetworkSet, borrowing NetworkSet) -> Void
  ) -> ExitStatus {
    reader.read(operands[0])
    var result = reader.takeSet()
    for operand in operands.dropFirst() {
      reader.read(operand)
      guard reader.canGoOn else { return reader.status }
      combine(&result, reader.takeSet())
    }
    reader.warn()
    SetPrinter(session: session, options: options).print(result, reader.tally)
    return reader.status
  }
}
