import Diagnostics
import Presentation

/// What each name server says, for people.
struct ServerText {
  private let servers: [ServerReport]

  init(_ servers: [ServerReport]) { self.servers = servers }

  func write(to page: inout TextBuffer) {
    guard !servers.isEmpty else { return }
    page.line()
    var table = Table([
      .left("NAME SERVER"), .left("TYPE"), .right("TIME"), .left("CODE"), .right("TTL"),
      .left("ANSWER"),
    ])
    table.indent = 2
    for server in servers {
      for (index, answer) in server.answers.enumerated() {
        table.add(
          StyledText(index == 0 ? "\(server.server)" : ""), StyledText(answer.type),
          StyledText(NumberText.duration(answer.time)), StyledText(code(answer)),
          StyledText(answer.ttl.map { "\($0)" } ?? "-"),
          StyledText(TerminalText.escaped(words(answer))))
        guard !answer.aliases.isEmpty else { continue }
        let aliases = "via " + answer.aliases.joined(separator: ", ")
        table.add("", "", "", "", "", TerminalText.escaped(aliases).styled(.dim))
      }
    }
    table.write(to: &page)
    if let agree = servers.agree {
      page.line(
        agree
          ? "  the name servers agree".styled(.green) : "  the name servers differ".styled(.yellow))
    }
  }

  private func code(_ answer: ServerAnswer) -> String {
    (answer.rcode ?? answer.status.rawValue) + (answer.transport == "tcp" ? " (TCP)" : "")
  }

  private func words(_ answer: ServerAnswer) -> String {
    if let error = answer.error { return error }
    let values = answer.addresses.map { "\($0)" } + (answer.names ?? [])
    return values.isEmpty ? "-" : values.joined(separator: ", ")
  }
}
