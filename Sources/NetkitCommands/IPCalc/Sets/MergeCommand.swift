import Addressing
import Arguments

/// `netkit ipcalc merge`: many networks as few.
struct MergeCommand: RunnableCommand {
  var operands: [String] = []
  var longestV4: Int?
  var longestV6: Int?
  var waste: Percentage?
  var into: Int?
  var shortestV4 = 8
  var shortestV6 = 16
  var options = SetOptions()

  static let name = "merge"
  static let summary = "Reduce networks to the fewest that hold the same addresses"
  static var details: String {
    """
    Reads IPv4 and IPv6 mixed: addresses, networks with a length, netmask or wildcard, and ranges \
    a-b, one or many a line, with comments after # or ;. Prints the one smallest list, in order.

    `--max-len`, `--waste` and `--into` allow a larger set of fewer networks. Of all networks that \
    cover two neighbours, the one that adds the fewest addresses is made next, until the limit is \
    reached; each family has limits of its own. No step makes a network shorter than \
    `--min-len`, so that nothing ends as 0.0.0.0/0 by accident; when `--into` cannot be reached so, \
    what could be is printed and the exit status is 1.
    """
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc merge 10.0.0.0/25 10.0.0.128/25", "One /24"),
      Example("netkit ipcalc merge @drop.txt --into 1000 --waste 5%", "A shorter list"),
    ]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", details: SetWords.set),
      option(
        nil, "max-len", "LENGTH", \.longestV4, "Widen longer IPv4 networks to this length",
        in: 1...32),
      option(
        nil, "max-len6", "LENGTH", \.longestV6, "Widen longer IPv6 networks to this length",
        in: 1...128),
      option(
        nil, "waste", "PERCENT", \.waste, "Add at most this share of addresses",
        details: "Counted for each family, of the addresses that were there: `5%`."),
      option(
        nil, "into", "N", \.into, "Aim at this many networks of each family",
        in: 1...Int(Int32.max)),
      option(
        nil, "min-len", "LENGTH", \.shortestV4, "Make no IPv4 network shorter than this",
        in: 1...32),
      option(
        nil, "min-len6", "LENGTH", \.shortestV6, "Make no IPv6 network shorter than this",
        in: 1...128),
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
    let printer = SetPrinter(session: session, options: options)
    guard isApproximate else {
      printer.print(set, reader.tally)
      return reader.status
    }
    let larger = set.approximated(
      v4: plan(longestV4, shortestV4), v6: plan(longestV6, shortestV6))
    let added = (larger.v4.count - set.v4.count, larger.v6.count - set.v6.count)
    printer.print(larger, reader.tally)
    say(added, larger, in: session)
    guard let into, max(larger.v4.prefixCount, larger.v6.prefixCount) > into else {
      return reader.status
    }
    session.complain(
      "cannot get down to \(into) networks with these limits",
      hint: "--min-len and --waste hold it back")
    return ExitStatus.worst(reader.status, .no)
  }

  private var isApproximate: Bool {
    longestV4 != nil || longestV6 != nil || waste != nil || into != nil
  }

  private func plan(_ longest: Int?, _ shortest: Int) -> Approximation {
    Approximation(into: into, waste: waste?.share, longest: longest, shortest: shortest)
  }

  private func say(
    _ added: (AddressCount, AddressCount), _ set: borrowing NetworkSet, in session: Session
  ) {
    guard !options.output.isQuiet else { return }
    for (name, count) in [("IPv4", added.0), ("IPv6", added.1)] where count > .zero {
      session.complain("\(count) \(name) addresses were added to make the list shorter")
    }
  }
}

/// A share written as `5%`.
struct Percentage: ArgumentValue {
  /// 0.05 for 5%.
  let share: Double

  init(argument: String) throws(ValueError) {
    let digits = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
    guard let number = try? Double(argument: digits), number >= 0 else {
      throw ValueError("expected a percentage such as 5%")
    }
    share = number / 100
  }

  var argument: String { (share * 100).argument + "%" }
}
