/// A manual page under construction: sections in any order, printed in the usual one.
struct ManualPage {
  private let program: Program
  private let name: String
  private let head: String
  private var bodies: [(title: String, body: String)] = []

  init(_ program: Program, name: String, summary: String) {
    self.program = program
    self.name = name
    head = """
      .\\" Generated from the declarations of the commands: edit those instead.
      .Dd \(program.date)
      .Dt \(name.uppercased()) 1
      .Os \(program.name) \(program.version)
      .Sh NAME
      .Nm \(name)
      .Nd \(Roff.words(summary.prefix(1).lowercased() + summary.dropFirst()))

      """
  }

  /// Adds a section, or more text to one that is there.
  mutating func add(_ title: String, _ body: String) {
    if let index = bodies.firstIndex(where: { $0.title == title }) {
      // A list and a heading bring their own space above.
      let startsAnew = body.hasPrefix(".Bl") || body.hasPrefix(".Ss")
      bodies[index].body += (startsAnew ? "" : ".Pp\n") + body
    } else if !body.isEmpty {
      bodies.append((title, body))
    }
  }

  /// The variables of the options, the program's own, and the exit statuses.
  mutating func addEnvironment(_ options: [CommandInfo.Documented]) {
    var items: [(name: String, text: String)] = []
    for option in options {
      guard let variable = option.info.variable else { continue }
      let text = "Used where `--\(option.info.long)` is not given."
      if !items.contains(where: { $0.name == variable }) { items.append((variable, text)) }
    }
    items += program.environment.map { ($0.term, $0.text) }
    if !items.isEmpty {
      add("ENVIRONMENT", list(items.map { ("Ev \(Roff.words($0.name))", $0.text) }))
    }
    if !program.exitStatuses.isEmpty {
      add("EXIT STATUS", list(program.exitStatuses.map { ("\($0.code)", $0.meaning) }))
    }
  }

  mutating func addExamples(_ examples: [Example]) {
    guard !examples.isEmpty else { return }
    let body = examples.map { example in
      let end = example.caption.hasSuffix("?") ? "" : ":"
      return "\(Roff.line(example.caption))\(end)\n.Pp\n.Dl $ \(Roff.words(example.line))\n"
    }
    add("EXAMPLES", body.joined(separator: ".Pp\n"))
  }

  /// The sections that a command writes itself, under a heading where there is one, and references to
  /// other pages.
  mutating func addSections(
    _ sections: [(heading: String, section: ManualSection)], seeAlso pages: [String]
  ) {
    var references = pages
    for (heading, section) in sections {
      guard section.title != "SEE ALSO" else {
        references += section.text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        continue
      }
      let entries = list(section.entries.map { ("Li \(Roff.words($0.term))", $0.text) })
      let title = heading.isEmpty ? "" : ".Ss \(Roff.words(heading))\n"
      add(section.title, title + Roff.text(section.text) + entries)
    }
    // By section, then by name, as mdoc wants them.
    let pairs = Set(references).compactMap { reference -> (section: String, name: String)? in
      let parts = reference.split(separator: "(")
      guard parts.count == 2, reference.hasSuffix(")") else { return nil }
      return (String(parts[1].dropLast()), String(parts[0]))
    }
    let lines = pairs.sorted { $0 < $1 }.map { ".Xr \($0.name) \($0.section)" }
    add("SEE ALSO", lines.isEmpty ? "" : lines.joined(separator: " ,\n") + "\n")
  }

  private func list(_ items: [(String, String)]) -> String {
    guard !items.isEmpty else { return "" }
    return ".Bl -tag -width Ds\n" + items.map { ".It \($0)\n" + Roff.text($1) }.joined() + ".El\n"
  }

  var text: String {
    func rank(_ title: String) -> Int {
      Self.order.firstIndex(of: title) ?? Self.order.firstIndex(of: "DESCRIPTION") ?? 0
    }
    // A stable sort: sections that mdoc does not know follow the description in their own order.
    let sorted = bodies.enumerated().sorted {
      (rank($0.element.title), $0.offset) < (rank($1.element.title), $1.offset)
    }
    return head + sorted.map { ".Sh \($0.element.title)\n\($0.element.body)" }.joined()
  }

  /// The order that mandoc's lint expects.
  private static let order = [
    "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "DIAGNOSTICS",
    "SEE ALSO", "STANDARDS", "HISTORY", "AUTHORS", "CAVEATS", "BUGS", "SECURITY CONSIDERATIONS",
  ]
}
