/// Tables of the options for the README and the web.
extension Program {
  func markdown() -> String {
    Shell.everything(self).map(markdown).joined(separator: "\n")
  }

  private func markdown(_ command: CommandInfo) -> String {
    let title = ([name] + command.path).joined(separator: " ")
    var out = String(repeating: "#", count: command.path.count + 2) + " \(title)\n\n"
    out += "\(command.summary).\n\n"
    if !command.needsVerb { out += "    \(title) \(command.synopsis)\n" }
    if !command.verbs.isEmpty { out += "    \(title) VERB [OPTION]... [OPERAND]...\n" }
    let rows = command.operands + command.options
    guard !rows.isEmpty else { return out }
    out += "\n| argument | meaning |\n|---|---|\n"
    for row in rows {
      let label = String(row.info.label.drop { $0 == " " })
      var notes =
        row.value.choices.isEmpty ? [] : [row.value.choices.map(\.name).joined(separator: ", ")]
      notes += row.notes
      let text = row.info.summary + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
      out += "| `\(label.replacing("|", by: "\\|"))` | \(text.replacing("|", by: "\\|")) |\n"
    }
    return out
  }
}
