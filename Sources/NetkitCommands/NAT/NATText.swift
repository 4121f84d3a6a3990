import Addressing
import Diagnostics
import Presentation

/// The report for people: who was contacted, the answer, what it means, why, and the rest.
struct NATText {
  private let report: NATReport

  init(_ report: NATReport) { self.report = report }

  func write(to page: inout TextBuffer) {
    writeContacts(to: &page)
    writeVerdict(report.nat, to: &page)
    if let other = report.otherFamily { writeVerdict(other, to: &page) }
    writeMeaning(to: &page)
    writeWitnesses(to: &page)
    writeLocal(to: &page)
    writeGateway(to: &page)
    writeHops(to: &page)
    for server in report.stun ?? [] { NATServerText(server).write(to: &page) }
    if let name = report.nat.classicName {
      page.line()
      page.line("RFC 3489 called this \"\(name)\".".styled(.dim))
    }
    for warning in report.warnings {
      page.paragraph(StyledText("! ", .yellow) + StyledText(escaped(warning)), hanging: 2)
    }
  }

  // MARK: The answer

  private func writeContacts(to page: inout TextBuffer) {
    var seen: Set<String> = []
    let places = report.contacted.filter { !$0.purpose.hasPrefix("hop limit") }
      .map { "\($0.address)" }.filter { seen.insert($0).inserted }
    page.paragraph(
      "Contacted: \(places.isEmpty ? "nobody" : places.joined(separator: ", "))".styled(.dim),
      hanging: 2)
  }

  private func writeVerdict(_ verdict: NATVerdict, to page: inout TextBuffer) {
    var head = "\(verdict.family.name): ".styled(.bold)
    head.append(escaped(verdict.summary), style(verdict))
    page.paragraph(head, hanging: 2)
  }

  private func style(_ verdict: NATVerdict) -> Style {
    switch verdict.isPublic {
    case true?: .green
    case false?: .yellow
    case nil: .red
    }
  }

  private func writeMeaning(to page: inout TextBuffer) {
    guard let meaning = report.meaning else { return }
    var sheet = Sheet()
    sheet.field("hosting", StyledText(meaning.hosting))
    sheet.field("hole punching", StyledText(meaning.holePunching))
    sheet.field("port forwarding", StyledText(meaning.portForwarding))
    for (index, advice) in meaning.advice.enumerated() {
      sheet.field(index == 0 ? "what to do" : "", StyledText(advice))
    }
    sheet.write(to: &page)
  }

  // MARK: The reasons

  private func writeWitnesses(to page: inout TextBuffer) {
    guard !report.nat.witnesses.isEmpty else { return }
    page.line()
    page.line("Why".styled(.bold) + " (\(report.nat.confidence.rawValue))".styled(.dim))
    for witness in report.nat.witnesses {
      let text = StyledText("- \(escaped(witness.text))")
      page.paragraph(text + " (\(witness.confidence.rawValue))".styled(.dim), indent: 2, hanging: 2)
    }
  }

  private func writeLocal(to page: inout TextBuffer) {
    page.line()
    page.line("This host".styled(.bold))
    var sheet = Sheet()
    for path in report.local {
      let family = path.family.name
      guard let source = path.source else {
        sheet.note(family, StyledText("no way out: \(path.failure ?? "no address")"))
        continue
      }
      var cells = [StyledText("\(source)")]
      if let kind = path.sourceClass { cells.append(StyledText(kind.rawValue)) }
      let way = path.gateway.map { "via \($0)" } ?? "no gateway"
      let interface = path.interface.map { " on \(escaped($0))" } ?? ""
      cells.append(StyledText(way + interface + (path.isTunnel ? " (tunnel)" : "")))
      sheet.field(family, cells)
    }
    sheet.write(to: &page)
  }

  private func writeGateway(to page: inout TextBuffer) {
    guard let gateway = report.gateway else { return }
    page.line()
    let time = NumberText.duration(gateway.elapsed)
    let model = gateway.model.map { ", \(escaped($0))" } ?? ""
    page.line(
      "Router \(gateway.address)\(model)".styled(.bold) + " (\(time))".styled(.dim))
    var sheet = Sheet()
    for (name, answer) in [
      ("NAT-PMP", gateway.natPMP), ("PCP", gateway.pcp), ("UPnP", gateway.upnp),
    ] {
      guard let answer else {
        sheet.field(name, StyledText("no answer", .dim))
        continue
      }
      let external = answer.external.map { "outside \($0)" } ?? "no outside address"
      sheet.field(name, StyledText(external), StyledText(escaped(answer.result)))
    }
    sheet.write(to: &page)
  }

  private func writeHops(to page: inout TextBuffer) {
    guard let hops = report.hops, !hops.path.isEmpty else { return }
    page.line()
    page.line("First hops".styled(.bold))
    var sheet = Sheet()
    for hop in hops.path {
      guard let address = hop.address else {
        sheet.field("\(hop.distance)", StyledText("no answer", .dim))
        continue
      }
      var cells = [StyledText("\(address)")]
      if let kind = hop.addressClass { cells.append(StyledText(kind.rawValue)) }
      if let time = hop.roundTrip { cells.append(StyledText(NumberText.duration(time))) }
      sheet.field("\(hop.distance)", cells)
    }
    if let distance = hops.mappedDistance {
      let hops = distance == 1 ? "1 hop" : "\(distance) hops"
      sheet.note("", StyledText("our outside address is \(hops) away"))
    }
    sheet.write(to: &page)
  }

  private func escaped(_ text: String) -> String { TerminalText.escaped(text) }
}
