import Addressing
import Arguments

/// `netkit ipcalc grep`: the lines that hold an address of the patterns.
struct GrepCommand: RunnableCommand {
  var operands: [String] = []
  var patternFiles: [String] = []
  var inverts = false
  var countsOnly = false
  var onlyAddresses = false
  var limit: Int?
  var numbersLines = false
  var namesOnly = false
  var labels = false
  var wholeNetworks = false
  var input = EntryRules()
  var output = OutputOptions()

  static let name = "grep"
  static let summary = "Print the lines that hold an address of the given networks"
  static var details: String {
    """
    Addresses of both families are found anywhere in a line, with a port, brackets, a zone or \
    punctuation beside them; 10.0.0.1.5 and 010.0.0.1 are none. An IPv4 address in its IPv6 form, \
    ::ffff:10.0.0.1, also matches patterns for IPv4. Of 10.1.0.0/16 in a line the address before \
    the slash counts, or with `--whole` the whole network, all of which has to be in the patterns.

    The operands that read as networks are patterns, and so is @FILE, a list of them; the first \
    operand that does not begins the files to be read. Without files, standard input is read. A \
    file named like a network is written ./10.0.0.1.

    The exit status is that of grep: 0 when a line was printed, 1 when none was, 2 when a file \
    could not be read; 65 when a list of patterns had bad entries.
    """
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc grep 10.0.0.0/8 fd00::/8 access.log", "Lines from inside"),
      Example("netkit ipcalc grep -v -f drop.txt access.log", "Lines from nobody listed"),
      Example("netkit ipcalc grep -o --label -f nets.txt access.log", "Which network, for each"),
    ]
  }
  static var arguments: [Argument] {
    [
      operands("PATTERN", \.operands, "Networks, ranges or @FILE, then files", required: false),
      options(
        "f", "file", "FILE", \.patternFiles, "Take patterns from this list; - is standard input",
        completion: .file),
      heading("Selection"),
      flag("v", "invert", \.inverts, "Choose the lines without a match"),
      flag("x", "whole", \.wholeNetworks, "Let a/LENGTH in a line match as a whole only"),
      option(
        "m", "max-count", "N", \.limit, "Stop after this many lines of a file",
        in: 0...Int.max),
      heading("Format"),
      flag("c", "count-lines", \.countsOnly, "Print how many lines were chosen", group: "format"),
      flag(
        "l", "names", \.namesOnly, "Print the names of files with chosen lines",
        group: "format"),
      flag(
        "o", "only", \.onlyAddresses, "Print the addresses that match, one a line",
        group: "format"),
      flag("n", "line-number", \.numbersLines, "Print the number of each line"),
      flag(nil, "label", \.labels, "Print the smallest pattern that matched, and a tab"),
      shared(at: \.input),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each file, with figures only.",
        entries: [
          .init("file", "Its name, as given; - for standard input"),
          .init("lines", "Lines read"),
          .init("matched", "Lines chosen"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    let split = operands.firstIndex { !isPattern($0) } ?? operands.count
    let patterns = Array(operands[..<split]) + patternFiles.map { $0 == "-" ? "-" : "@" + $0 }
    let files = split < operands.count ? Array(operands[split...]) : ["-"]
    guard !patterns.isEmpty else {
      refuse(operands.first, in: session)
      return .usage
    }
    var reader = SetReader(input, in: session, keepsOrder: labels)
    for pattern in patterns { reader.read(pattern) }
    guard reader.canGoOn else { return reader.status }
    let search: LineSearch
    if labels {
      var labelled: [(range: IPRange, label: String)] = []
      reader.takeEntries { range in
        labelled.append((range, range.exactPrefix.map { "\($0)" } ?? "\(range)"))
      }
      search = LineSearch(LineFilter(labelled), self, in: session)
    } else {
      search = LineSearch(LineFilter(reader.takeSet()), self, in: session)
    }
    reader.warn()
    var status = search.run(files)
    // A bad pattern may have hidden a match, so neither yes nor no can be relied on.
    if status != .unknown, reader.status == .badLines { status = .badLines }
    return status
  }

  private func isPattern(_ operand: String) -> Bool {
    if operand.hasPrefix("@") { return true }
    guard let network = try? NetworkOperand(operand, rules: input.rules) else { return false }
    return network.range != nil
  }

  private func refuse(_ operand: String?, in session: Session) {
    guard let operand else {
      session.complain("no pattern", hint: "netkit ipcalc grep 10.0.0.0/8 access.log")
      return
    }
    var reason = "it is no network"
    do throws(AddressError) {
      _ = try NetworkOperand(operand, rules: input.rules)
    } catch {
      reason = error.explanation
    }
    session.complain("\(quoted(operand)): \(reason)", hint: "The first operand is a pattern.")
  }
}
