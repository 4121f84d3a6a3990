import Addressing
import Arguments
import Presentation

/// `netkit ipcalc special`: IANA's special-purpose addresses.
struct SpecialCommand: RunnableCommand {
  var operands: [String] = []
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "special"
  static let summary = "Show the special-purpose addresses, or whether these are some"
  static var details: String {
    """
    Without an operand, the table: the IPv4 and IPv6 special-purpose address registries of IANA \
    (RFC 6890), as of \(SpecialPurpose.registryDate), with multicast and the blocks that were \
    deprecated before there was a registry.

    With operands, the most specific block that holds each, and the blocks inside a network. The \
    exit status is 0 when all are special and 1 when one is an ordinary address.

    The flags: S valid as a source, D as a destination, F forwardable, G globally reachable, R \
    reserved by the protocol itself; a dash for no, ? where it depends or the allocation has ended.
    """
  }
  static var arguments: [Argument] {
    [
      operands(
        "X", \.operands, "Address, network or range; `@file` or `-` for many", required: false),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc special", "The table"),
      Example("netkit ipcalc special 100.64.1.1", "Shared address space: behind a provider's NAT"),
      Example("netkit ipcalc special 3fff::1 --json", "Documentation"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each row of the table, or for each operand.",
        entries: [
          .init("input", "The operand; null in the table"),
          .init("name, block", "The block that holds it; null for ordinary addresses"),
          .init("rfc", "The RFCs that say so"),
          .init("allocated, terminated", "Year and month; null outside the registries"),
          .init("source, destination", "Whether it may be the source or destination of a packet"),
          .init("forwardable, global", "Whether routers pass it on, and how far"),
          .init("reserved_by_protocol", "Whether the protocol itself sets it aside"),
          .init("within", "The names and blocks inside the operand; null in the table"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var answers = Answers(session, output)
    guard !operands.isEmpty else {
      answers.explain { SpecialTable().write(to: &$0) }
      if !answers.areText {
        for row in SpecialPurpose.all { answers.give(SpecialReport(row)) { _ in } }
      }
      return .yes
    }
    return OperandSource(session: session, rules: reading.rules).forEach(operands) { operand, _ in
      guard let range = operand.range else {
        session.complain("'\(operand.text)' is a MAC address")
        return .usage
      }
      let report = SpecialReport(operand.text, range)
      answers.give(report, isSheet: true) { report.write(to: &$0) }
      return report.row == nil ? .no : .yes
    }
  }
}
