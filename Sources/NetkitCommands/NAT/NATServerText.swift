import Addressing
import Diagnostics
import Presentation

/// One STUN server's findings for people.
struct NATServerText {
  private let findings: STUNFindings

  init(_ findings: STUNFindings) { self.findings = findings }

  func write(to page: inout TextBuffer) {
    page.line()
    var head = "STUN server \(TerminalText.escaped(findings.server))".styled(.bold)
    let time = findings.roundTrip.map { "round trip \(NumberText.duration($0))" } ?? "no answer"
    let all = "\(findings.packets) packets in \(NumberText.duration(findings.elapsed))"
    head.append(" (\(time), \(all))", .dim)
    page.line(head)
    var sheet = Sheet()
    if findings.hasAnswered { writeAnswers(to: &sheet) }
    writeTCP(to: &sheet)
    sheet.write(to: &page)
  }

  private func writeAnswers(to sheet: inout Sheet) {
    if let mapped = findings.mapped, let port = findings.mappedPort {
      let local = findings.local.map { "from \(place($0, findings.localPort ?? 0))" } ?? ""
      sheet.note("mapped", StyledText(place(mapped, port)), StyledText(local))
    }
    sheet.field("mapping", StyledText(text(findings.mapping)))
    sheet.field("filtering", StyledText(text(findings.filtering)))
    if let hairpin = findings.hairpin {
      var words = hairpin ? "yes" : "no"
      if findings.hairpinUnsolicited == false { words += ", after the receiver has sent first" }
      if findings.hairpinInternalSource == true { words += ", showing the inside source" }
      sheet.field("hairpin", StyledText(words))
    }
    if let ports = findings.ports { sheet.field("ports", StyledText(text(ports))) }
    if let fragments = findings.fragments {
      let words = fragments.pass.map { $0 ? "pass" : "are dropped" } ?? "inconclusive"
      sheet.field("fragments", StyledText(words), StyledText(fragments.note ?? ""))
    }
    if let lifetime = findings.lifetime { sheet.field("lifetime", StyledText(text(lifetime))) }
    if let software = findings.software {
      sheet.field("software", StyledText(TerminalText.escaped(software)))
    }
  }

  private func writeTCP(to sheet: inout Sheet) {
    guard let tcp = findings.tcp else { return }
    guard tcp.hasAnswered, let mapped = tcp.mapped, let port = tcp.mappedPort else {
      sheet.field("TCP", StyledText("no answer"))
      return
    }
    sheet.field("TCP", StyledText("mapped \(place(mapped, port))"), StyledText(text(tcp.mapping)))
  }

  private func place(_ address: IPAddress, _ port: UInt16) -> String {
    switch address {
    case .v4(let four): "\(four):\(port)"
    case .v6(let six): "[\(six)]:\(port)"
    }
  }

  private func text(_ dependence: Dependence?) -> String { dependence?.rawValue ?? "inconclusive" }

  private func text(_ ports: PortFindings) -> String {
    var words = "\(ports.preserved) of \(ports.samples) kept"
    if ports.keepsParity == true { words += ", parity kept" }
    if ports.isContiguous == true, ports.preserved < ports.samples {
      words += ", neighbours stay neighbours"
    }
    return words
  }

  private func text(_ lifetime: LifetimeFindings) -> String {
    let low = lifetime.atLeast.map { NumberText.duration($0) }
    let high = lifetime.atMost.map { NumberText.duration($0) }
    return switch (low, high) {
    case (let low?, let high?): "between \(low) and \(high)"
    case (let low?, nil): "more than \(low)"
    default: lifetime.note ?? "inconclusive"
    }
  }
}
