import Addressing
import Arguments
import Presentation

/// `netkit ipcalc ptr`: reverse names and zones, and back.
struct PtrCommand: RunnableCommand {
  var operands: [String] = []
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "ptr"
  static let summary = "Show reverse names and the zones to delegate, and read them back"
  static var details: String {
    """
    An address gives the name of its PTR record. A network or range gives every zone that has to \
    be delegated: one where its length ends with a label, that is an octet or, in IPv6, a nibble; \
    else one for each label value, as 172.16.0.0/12 is 16 zones and 2001:db8::/33 eight. IPv4 \
    networks from /25 to /31 give the zone that RFC 2317 describes, for which the parent zone \
    needs a CNAME record for each address.

    A name under in-addr.arpa or ip6.arpa gives the address or network that it stands for.
    """
  }
  static var arguments: [Argument] {
    [
      operands("X", \.operands, "Address, network, range or reverse name; `@file` or `-`"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc ptr 192.168.0.10", "10.0.168.192.in-addr.arpa"),
      Example("netkit ipcalc ptr 172.16.0.0/12", "16 zones"),
      Example("netkit ipcalc ptr 192.168.0.64/26", "A zone after RFC 2317"),
      Example("netkit ipcalc ptr 8.b.d.0.1.0.0.2.ip6.arpa", "2001:db8::/32"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each operand.",
        entries: [
          .init("input", "The operand"),
          .init("name", "The name of an address's PTR record; else null"),
          .init("zones", "The zones of a network or range: name, block, is_classless; else null"),
          .init("network", "What a reverse name stands for; else null"),
        ])
    ]
  }

  private struct Report: Encodable {
    let input: String
    var name: String?
    var zones: [ReverseZone]?
    var network: String?
  }

  func run(in session: Session) -> ExitStatus {
    var answers = Answers(session, output)
    return OperandSource(session: session, rules: reading.rules).forEach(operands) { operand, _ in
      guard let range = operand.range else {
        session.complain("'\(operand.text)' is a MAC address, which has no reverse name")
        return .usage
      }
      let report = Self.report(operand, range)
      answers.give(report) { page in
        if let text = report.name ?? report.network { page.line(text) }
        for zone in report.zones ?? [] { page.line(zone.name) }
      }
      return .yes
    }
  }

  private static func report(_ operand: NetworkOperand, _ range: IPRange) -> Report {
    if operand.form == .reverseName {
      return Report(input: operand.text, network: operand.text)
    }
    if case .address(let address) = operand.value {
      return Report(input: operand.text, name: address.address.reverseName)
    }
    return Report(input: operand.text, zones: range.prefixes.flatMap(\.reverseZones))
  }
}
