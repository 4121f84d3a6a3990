/// What `--help` prints, and what the program says of itself.
extension Program {
  /// Everything there is to say about a command.
  func help(for command: CommandInfo) -> String {
    var out = "\(command.summary)\n\n\(usageLines(command))"
    if !command.details.isEmpty { out += "\n" + plain(command.details) }
    out += table("Verbs", command.verbs.map { ($0.name, $0.summary) })
    let column = min(command.labelWidth + 4, 28)
    func entries(_ title: String, _ arguments: [CommandInfo.Documented]) {
      guard !arguments.isEmpty else { return }
      out += "\n\(title):\n" + arguments.map { $0.entry(column) }.joined()
    }
    entries("Operands", command.operands)
    for group in command.optionGroups { entries(group.title, group.options) }
    if command.options.isEmpty { out += "\nOptions:\n" }
    out += Self.helpLine(column)
    if !command.examples.isEmpty { out += "\nExamples:\n" + examples(command.examples) }
    if !exitStatuses.isEmpty { out += "\nExit status:\n" + statuses }
    return out
  }

  /// The line of the option that every command has.
  static func helpLine(_ column: Int) -> String {
    "  -h, --help".padded(to: column) + "Print a summary (-h) or everything (--help)\n"
  }

  /// What the program says of itself, on one screen or in full.
  func help(long: Bool) -> String {
    var out = "\(summary)\n\nUsage: \(name) COMMAND [OPTION]... [OPERAND]...\n"
    if long, !details.isEmpty { out += "\n" + plain(details) }
    out += table("Commands", commands.map { ($0.name, $0.summary) })
    out += table(
      "Options",
      [
        ("-h, --help", "Print a summary (-h) or everything (--help)"),
        ("-V, --version", "Print the version"),
      ])
    if long, !environment.isEmpty {
      out += "\nEnvironment:\n"
      for entry in environment {
        out += "  \(entry.term)\n" + plain(entry.text, indent: 6)
      }
    }
    if long, !exitStatuses.isEmpty { out += "\nExit status:\n" + statuses }
    if long, !examples.isEmpty { out += "\nExamples:\n" + examples(examples) }
    if !long { out += table("Examples", examples.map { ($0.line, $0.caption) }) }
    return out + "\n'\(name) help COMMAND' explains a command.\n"
  }

  /// What the program answers when it is called without a word.
  var greeting: String {
    var out = "\(name) \(version): \(summary.prefix(1).lowercased() + summary.dropFirst())\n"
    out += table("Commands", commands.map { ($0.name, $0.summary) })
    out += table("Examples", examples.map { ($0.line, $0.caption) })
    return out + "\n'\(name) help' and '\(name) help COMMAND' say more.\n"
  }

  /// The usage, one line for the operands and one for the verbs.
  func usageLines(_ command: CommandInfo) -> String {
    let title = ([name] + command.path).joined(separator: " ")
    let lines =
      (command.needsVerb ? [] : ["\(title) \(command.synopsis)"])
      + (command.verbs.isEmpty ? [] : ["\(title) VERB [OPTION]... [OPERAND]..."])
    return lines.enumerated().map { ($0 == 0 ? "Usage: " : "       ") + $1 + "\n" }.joined()
  }

  private var statuses: String {
    exitStatuses.map { status in
      let lines = wrapped(status.meaning, width: pageWidth - 8)
      return "  \(status.code)".padded(to: 8) + lines.joined(separator: "\n        ") + "\n"
    }.joined()
  }

  private func examples(_ list: [Example]) -> String {
    list.map { example in
      let isQuestion = example.caption.hasSuffix("?")
      return "  \(example.caption)\(isQuestion ? "" : ":")\n    $ \(example.line)\n"
    }.joined()
  }

  func table(_ title: String, _ rows: [(String, String)]) -> String {
    guard !rows.isEmpty else { return "" }
    let column = (rows.map(\.0.count).max() ?? 0) + 4
    return "\n\(title):\n" + rows.map { "  \($0)".padded(to: column) + "\($1)\n" }.joined()
  }
}

extension CommandInfo.Documented {
  /// All there is to say: summary, details, choices, default and variable.
  func entry(_ column: Int) -> String {
    let margin = String(repeating: " ", count: column)
    let label = "  \(info.label)"
    var out = label.count + 2 > column ? "\(label)\n\(margin)" : label.padded(to: column)
    out += wrapped(info.summary, width: pageWidth - column).joined(separator: "\n\(margin)") + "\n"
    if !info.details.isEmpty { out += plain(info.details, indent: column) }
    let width = (value.choices.map(\.name.count).max() ?? 0) + 2
    for choice in value.choices where !choice.summary.isEmpty {
      let indent = margin + String(repeating: " ", count: width + 2)
      out += "\(margin)  \(choice.name.padded(to: width))"
      let lines = wrapped(choice.summary, width: max(pageWidth - column - width - 2, 20))
      out += lines.joined(separator: "\n\(indent)") + "\n"
    }
    if !notes.isEmpty { out += "\(margin)[\(notes.joined(separator: "; "))]\n" }
    return out
  }

  /// The default and the environment variable.
  var notes: [String] {
    (value.defaultText.isEmpty ? [] : ["default: \(value.defaultText)"])
      + (info.variable.map { ["environment: \($0)"] } ?? [])
  }
}
