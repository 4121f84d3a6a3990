import Addressing
import Diagnostics
import Presentation

/// An address's name for people.
struct ReverseText {
  private let report: ReverseReport

  init(_ report: ReverseReport) { self.report = report }

  func write(to page: inout TextBuffer, isShort: Bool) {
    let name = report.name.map { TerminalText.escaped($0) }
    if isShort {
      if let name { page.line(name) }
      return
    }
    var line = "\(report.address): ".styled(.bold)
    line.append(name ?? report.text, name == nil ? .red : .green)
    if let code = report.eaiName { line.append(" (\(code))") }
    if let time = report.time { line.append(" in \(NumberText.duration(time))", .dim) }
    page.paragraph(line, hanging: 2)
    if let source = report.source, let file = source.file, let number = source.line {
      page.line("  from \(file), line \(number)")
    }
    if let forward = report.forward { writeConfirmation(name ?? "", forward, to: &page) }
    ServerText(report.servers ?? []).write(to: &page)
    for warning in report.warnings {
      page.paragraph(
        StyledText("! ", .yellow) + StyledText(TerminalText.escaped(warning.text)), hanging: 2)
    }
  }

  private func writeConfirmation(
    _ name: String, _ forward: [ScopedAddress], to page: inout TextBuffer
  ) {
    let addresses = forward.map { "\($0)" }.joined(separator: ", ")
    let isConfirmed = report.confirmed == true
    var line = StyledText()
    line.append(isConfirmed ? "confirmed" : "not confirmed", isConfirmed ? .green : .red)
    line.append(": \(name) leads to \(addresses.isEmpty ? "no address" : addresses)")
    page.paragraph(line, indent: 2, hanging: 2)
  }
}
