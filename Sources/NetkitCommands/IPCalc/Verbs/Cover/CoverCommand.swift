import Addressing
import Arguments
import Presentation

/// `netkit ipcalc cover`: the smallest network that holds everything given.
struct CoverCommand: RunnableCommand {
  var operands: [String] = []
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "cover"
  static let summary = "Find the smallest single network that holds all of these"
  static var details: String {
    """
    One network, with all that lies between the operands: 10.0.0.5 and 10.0.0.20 are covered by \
    10.0.0.0/27. IPv4 and IPv6 have a network each. For networks that hold nothing else, see \
    `merge`.
    """
  }
  static var arguments: [Argument] {
    [
      operands("X", \.operands, "Address, network or range; `@file` or `-` for many"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc cover 10.0.0.5 10.0.0.20", "10.0.0.0/27"),
      Example("netkit ipcalc cover 2001:db8::/48 2001:db8:ff::/48", "2001:db8::/40"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each family.",
        entries: [
          .init("family", "4 or 6"),
          .init("cidr", "The smallest network that holds all operands of the family"),
          .init("first, last", "The lowest and the highest address among the operands"),
          .init("operands", "How many operands there were of the family"),
          .init("addresses", "How many addresses the network has, as a decimal string"),
        ])
    ]
  }

  /// The operands of one family so far.
  private struct Span {
    var range: IPRange
    var count: Int
  }

  private struct Report: Encodable {
    let family: Int
    let cidr: IPPrefix
    let first: IPAddress
    let last: IPAddress
    let operands: Int
    let addresses: AddressCount
  }

  func run(in session: Session) -> ExitStatus {
    var spans: [Int: Span] = [:]
    let status = OperandSource(session: session, rules: reading.rules).forEach(operands) {
      operand, _ in
      guard let range = operand.range else {
        session.complain("'\(operand.text)' is a MAC address, not a network")
        return .usage
      }
      let old = spans[range.family]
      spans[range.family] = Span(
        range: old?.range.union(range) ?? range, count: (old?.count ?? 0) + 1)
      return .yes
    }
    var answers = Answers(session, output)
    for family in [4, 6] {
      guard let span = spans[family] else { continue }
      let cidr = span.range.coveringPrefix
      let report = Report(
        family: family, cidr: cidr, first: span.range.first, last: span.range.last,
        operands: span.count, addresses: cidr.count)
      answers.give(report) { $0.line("\(cidr)") }
    }
    return status
  }
}
