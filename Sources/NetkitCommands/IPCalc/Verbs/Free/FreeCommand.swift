import Addressing
import Arguments
import Presentation

/// `netkit ipcalc free`: what is left of a network, and where the next subnet goes.
struct FreeCommand: RunnableCommand {
  var network = ""
  var words: [String] = []
  var used: [String] = []
  var count: Int?
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "free"
  static let summary = "Show what is free in a network, and the next free subnets"
  static var details: String {
    """
    What is used is given with `--used`, or simply after the network, as addresses, networks, \
    ranges, `@file` or `-`. It may overlap and may reach beyond the network.

    Without a length, the free blocks: the fewest networks that hold all that is free. With a \
    length such as `/28`, the next free subnet of that size, or as many as `--count` asks for. They \
    are chosen by best fit: from the smallest free block that holds one, the lowest of equals, so \
    that large blocks stay whole.

    The exit status is 1 when nothing is free, or fewer subnets than asked for.
    """
  }
  static var arguments: [Argument] {
    [
      operand("NETWORK", \.network, "The network, as address/length or any other form"),
      operands(
        "USED|/LENGTH", \.words, "What is used, and the length of the subnets wanted",
        required: false),
      options(
        "u", "used", "NETWORK", \.used, "Count this as used; may be given again", separator: ","),
      option(
        "n", "count", "N", \.count, "Show so many subnets of the length", in: 1...1_000_000),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc free 192.168.0.0/24 -u 192.168.0.0/26", "What is left of a class C"),
      Example("netkit ipcalc free 10.0.0.0/16 -u 10.0.0.0/20 /24 -n 3", "The next three /24s"),
      Example("netkit ipcalc free 10.0.0.0/8 -u @taken.txt /16", "With what is used in a file"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object.",
        entries: [
          .init("network", "The network"),
          .init("addresses, free_addresses", "How many, as decimal strings"),
          .init("prefix, wanted", "The length and the number of subnets asked for, or null"),
          .init("found", "The subnets found; null without a length"),
          .init("free", "What is free, as the fewest networks"),
        ])
    ]
  }

  mutating func validate() throws(UsageError) {
    let lengths = words.filter { $0.utf8.first == UInt8(ascii: "/") }
    if lengths.count > 1 { throw UsageError("only one length can be given") }
    if count != nil, lengths.isEmpty {
      throw UsageError("--count needs the length of the subnets", hint: "as in /28 --count 2")
    }
    for word in lengths {
      do throws(ValueError) { _ = try PrefixLength(argument: word) } catch {
        throw UsageError("invalid length \(quoted(word)): \(error.reason)")
      }
    }
  }

  /// The length asked for, among the operands; `validate` has read it once.
  private var length: Int? {
    words.first { $0.utf8.first == UInt8(ascii: "/") }
      .flatMap { try? PrefixLength(argument: $0) }?.bits
  }

  func run(in session: Session) -> ExitStatus {
    guard let network = session.network(network, reading) else { return .usage }
    if let length, !session.canCut(network, at: length) { return .usage }
    var taken: [IPRange] = []
    let sources = used + words.filter { $0.utf8.first != UInt8(ascii: "/") }
    let status = OperandSource(session: session, rules: reading.rules).forEach(sources) {
      operand, _ in
      guard let range = operand.range else {
        session.complain("'\(operand.text)' is a MAC address, not a network")
        return .usage
      }
      taken.append(range)
      return .yes
    }
    // What could not be read may be used: then nothing can be called free, unless a bad line among
    // good ones was reported.
    guard status == .yes || status == .badLines else { return status }
    var answers = Answers(session, output)
    let report = FreeReport(of: network, without: taken, length: length, count: count ?? 1)
    answers.give(report) { report.write(to: &$0) }
    return .worst(status, judge(report, session))
  }

  private func judge(_ report: FreeReport, _ session: Session) -> ExitStatus {
    guard let found = report.found, let length else { return report.free.isEmpty ? .no : .yes }
    let wanted = count ?? 1
    guard found.count < wanted else { return .yes }
    session.complain(
      found.isEmpty
        ? "no /\(length) is free in \(report.network)"
        : "only \(NumberText.count(found.count)) of \(NumberText.count(wanted)) /\(length)s are free"
    )
    return .no
  }
}
