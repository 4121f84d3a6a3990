import Diagnostics
import Presentation

/// What each service of nsswitch.conf says, for people.
struct ServiceText {
  private let services: [ServiceReport]

  init(_ services: [ServiceReport]) { self.services = services }

  func write(to page: inout TextBuffer) {
    guard !services.isEmpty else { return }
    page.line()
    var table = Table([
      .left("SERVICE"), .right("TIME"), .left("ANSWER"),
    ])
    table.indent = 2
    for service in services {
      table.add(
        name(service),
        StyledText(service.time.map { NumberText.duration($0) } ?? "-"),
        StyledText(TerminalText.escaped(answer(service))))
    }
    table.write(to: &page)
  }

  private func name(_ service: ServiceReport) -> StyledText {
    var name = StyledText(TerminalText.escaped(service.service), service.isChosen ? .bold : .plain)
    if let action = service.action { name.append(" [\(TerminalText.escaped(action))]", .dim) }
    return name
  }

  private func answer(_ service: ServiceReport) -> String {
    switch service.status {
    case .found:
      let addresses = service.addresses.map { "\($0)" }.joined(separator: ", ")
      let lines = service.lines ?? []
      guard let file = service.file, !lines.isEmpty else { return addresses }
      let numbers = lines.map { "\($0)" }.joined(separator: ", ")
      return "\(addresses) (\(file), line \(numbers))"
    case .notFound: return service.error ?? "not found"
    case .unavailable: return service.error.map { "unavailable: \($0)" } ?? "unavailable"
    case .timeout: return "no answer in time"
    case .interrupted: return "interrupted"
    }
  }
}
