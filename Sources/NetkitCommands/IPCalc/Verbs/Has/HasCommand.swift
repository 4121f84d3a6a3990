import Addressing
import Arguments
import Presentation

/// `netkit ipcalc has`: whether a network holds others; the exit status answers.
struct HasCommand: RunnableCommand {
  var network = ""
  var operands: [String] = []
  var isAnyEnough = false
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "has"
  static let summary = "Ask whether a network holds addresses or networks"
  static var details: String {
    """
    The exit status is 0 when the network holds every operand whole and 1 when it does not; with \
    `--any` one operand is enough. The words say more: contains, equals, is inside, overlaps, is \
    next to (nothing between them), is disjoint from. An address of the other family is disjoint.
    """
  }
  static var arguments: [Argument] {
    [
      operand("NETWORK", \.network, "The network or range that is asked"),
      operands("X", \.operands, "Address, network or range; `@file` or `-` for many"),
      flag(nil, "any", \.isAnyEnough, "Exit with 0 when it holds at least one"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc has 10.0.0.0/8 10.1.2.3", "Contained: exit status 0"),
      Example("netkit ipcalc has 10.0.0.0/8 10.1.2.3 192.168.0.1 --any -q", "By status alone"),
      Example("netkit ipcalc has 10.0.1.0/24 10.0.0.0/8 --json", "It is inside: exit status 1"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each operand.",
        entries: [
          .init("network", "The network that was asked"),
          .init("input", "The operand"),
          .init("contained", "Whether the network holds it whole"),
          .init(
            "relation",
            "How the network lies to it: contains, equal, inside, overlaps, adjacent or disjoint"),
        ])
    ]
  }

  private struct Report: Encodable {
    let network: String
    let input: String
    let contained: Bool
    let relation: Relation
  }

  func run(in session: Session) -> ExitStatus {
    guard let outer = session.operand(network, reading) else { return .usage }
    guard let range = outer.range else {
      session.complain("'\(network)' is a MAC address, not a network")
      return .usage
    }
    let name = range.exactPrefix.map { $0.hostBits > 0 ? "\($0)" : "\($0.network)" } ?? "\(range)"
    var answers = Answers(session, output)
    var held = 0
    let status = OperandSource(session: session, rules: reading.rules).forEach(operands) {
      operand, _ in
      guard let inner = operand.range else {
        session.complain("'\(operand.text)' is a MAC address, not a network")
        return .usage
      }
      let relation = range.relation(to: inner)
      let isHeld = relation == .contains || relation == .equal
      if isHeld { held += 1 }
      let report = Report(
        network: name, input: operand.text, contained: isHeld, relation: relation)
      answers.give(report) { page in
        page.line("\(name) \(Self.words(for: relation)) \(operand.text)")
      }
      return isHeld || isAnyEnough ? .yes : .no
    }
    return isAnyEnough && held == 0 ? .worst(status, .no) : status
  }

  private static func words(for relation: Relation) -> String {
    switch relation {
    case .equal: "equals"
    case .contains: "contains"
    case .inside: "is inside"
    case .overlaps: "overlaps"
    case .adjacent: "is next to"
    case .disjoint: "is disjoint from"
    }
  }
}
