/// What `-h` prints: one screen, with a line for each argument but the rare ones.
extension Program {
  /// The summary of a command: under headings where they leave room, else the arguments in one list
  /// and the verbs by their names alone.
  func summary(of whole: CommandInfo) -> String {
    let command = whole.essential
    let isComplete = command.arguments.count == whole.arguments.count
    let column = command.labelWidth + 4
    // Where rare options are left out, the line at the end says how to see everything.
    let last = isComplete ? Self.helpLine(column) : ""
    let head = "\(command.summary)\n\n\(usageLines(command))"
    let title = (["help"] + command.path).joined(separator: " ")
    let foot =
      "\n'\(name) \(title)' \(isComplete ? "says more" : "lists all options")"
      + (command.examples.isEmpty ? ".\n" : " and gives examples.\n")
    let roomy = head + sections(of: command, column, last: last) + foot
    if roomy.count(where: { $0 == "\n" }) <= pageHeight { return roomy }
    let arguments = command.operands + command.options
    let verbs = wrapped(command.verbs.map(\.name).joined(separator: ", "), width: pageWidth - 2)
    return head
      + (verbs.isEmpty ? "" : "\nVerbs:\n  " + verbs.joined(separator: "\n  ") + "\n")
      + "\n" + arguments.map { $0.line(column) }.joined() + last + foot
  }

  /// Verbs, operands and options, each under their heading.
  private func sections(of command: CommandInfo, _ column: Int, last: String) -> String {
    var groups = [("Operands", command.operands)] + command.optionGroups
    groups.removeAll { $0.1.isEmpty }
    if command.options.isEmpty, !last.isEmpty { groups.append(("Options", [])) }
    let texts = groups.map { title, arguments in
      "\n\(title):\n" + arguments.map { $0.line(column) }.joined()
    }
    return table("Verbs", command.verbs.map { ($0.name, $0.summary) }) + texts.joined() + last
  }
}

extension CommandInfo {
  /// The columns of the longest label.
  var labelWidth: Int { max(arguments.map(\.info.label.count).max() ?? 0, "-h, --help".count) }
}

extension CommandInfo.Documented {
  /// One line: the label, the summary, and the default where it has room.
  func line(_ column: Int) -> String {
    let line = "  \(info.label)".padded(to: column) + info.summary
    let fallback = value.defaultText.isEmpty ? "" : " [\(value.defaultText)]"
    return line + (line.count + fallback.count <= pageWidth ? fallback : "") + "\n"
  }
}
