/// Manual pages in mdoc(7), which mandoc and groff both read.
extension Program {
  /// The page of the program itself: what there is, and what all commands share.
  func manual() -> String {
    var page = ManualPage(self, name: name, summary: summary)
    page.add("SYNOPSIS", ".Nm\n.Ar command\n.Op Ar option ...\n.Op Ar operand ...\n")
    var description = Roff.text(details)
    if !details.isEmpty { description += ".Pp\n" }
    description += "The commands are:\n.Bl -tag -width Ds\n"
    for command in commands {
      description += ".It Xr \(name)-\(command.name) 1\n\(Roff.line(command.summary)).\n"
    }
    description += """
      .It Nm Cm help Op Ar command Op Ar verb
      Explain a command.
      .El
      .Pp
      The options of \(name) itself are:
      .Bl -tag -width Ds
      .It Fl h , Fl -help
      Print a summary
      .Pq Fl h
      or everything
      .Pq Fl -help ;
      after a command, of that command.
      .It Fl V , Fl -version
      Print the version.
      .It Fl -generate Cm man | bash | zsh | fish | markdown
      Print what is made from the declarations of the commands: a manual page, the completions
      of a shell, or tables of the options.
      .El

      """
    page.add("DESCRIPTION", description)
    page.addEnvironment([])
    page.addExamples(examples)
    page.addSections(sections.map { ("", $0) }, seeAlso: commands.map { "\(name)-\($0.name)(1)" })
    return page.text
  }

  /// The page of a command with all of its verbs: `netkit-ipcalc.1`.
  func manual(for command: CommandInfo) -> String {
    var page = ManualPage(
      self, name: "\(name)-\(command.name)", summary: command.summary)
    let everything = [command] + command.verbs
    page.add("SYNOPSIS", everything.filter { !$0.needsVerb }.map(synopsis).joined())
    var description = Roff.text(command.details.isEmpty ? command.summary + "." : command.details)
    description += list(command.operands)
    for group in command.optionGroups {
      description += command.optionGroups.count > 1 ? ".Ss \(Roff.words(group.title))\n" : ""
      description += list(group.options)
    }
    page.add("DESCRIPTION", description)
    if !command.verbs.isEmpty {
      let common = commonOptions(command)
      page.add("VERBS", command.verbs.map { verb($0, of: command, common) }.joined())
      if !common.isEmpty {
        page.add("VERBS", ".Ss Options of several verbs\n" + list(common))
      }
    }
    page.addEnvironment(everything.flatMap(\.options))
    page.addExamples(distinct(everything.flatMap(\.examples), by: \.line))
    let siblings = commands.filter { $0.name != command.name }.map { "\(name)-\($0.name)(1)" }
    page.addSections(sections(of: everything), seeAlso: ["\(name)(1)"] + siblings)
    return page.text
  }

  /// The sections of a command and its verbs, each once; those in which verbs differ stand under the
  /// names of the verbs.
  private func sections(
    of everything: [CommandInfo]
  ) -> [(heading: String, section: ManualSection)] {
    let all = everything.flatMap { info in info.sections.map { (owner: info, section: $0) } }
    let once = distinct(all.map(\.section), by: \.self)
    return once.map { section in
      let owners = all.filter { $0.section == section }.map(\.owner)
      let isAlone = once.filter { $0.title == section.title }.count == 1
      // What the command itself says is for all.
      let isGeneral = isAlone || owners.contains { $0.path.count == 1 }
      return (isGeneral ? "" : owners.map(\.name).joined(separator: ", "), section)
    }
  }

  /// What at least three verbs take and the command itself does not: said once, after the verbs.
  private func commonOptions(_ command: CommandInfo) -> [CommandInfo.Documented] {
    let own = Set(command.options.map(\.info.identity))
    let all = command.verbs.flatMap(\.options)
    let counts = Dictionary(grouping: all, by: \.info.identity).mapValues(\.count)
    var seen = own
    return all.filter { option in
      let identity = option.info.identity
      return counts[identity, default: 0] > 2 && seen.insert(identity).inserted
    }
  }

  /// The elements of which none before has the same key.
  private func distinct<Element, Key: Hashable>(
    _ elements: [Element], by key: (Element) -> Key
  ) -> [Element] {
    var seen: Set<Key> = []
    return elements.filter { seen.insert(key($0)).inserted }
  }

  private func synopsis(_ command: CommandInfo) -> String {
    let operands = command.operands.map { operand in
      let dashes = operand.info.kind == .trailing ? "Fl - " : ""
      let text = "\(dashes)\(operand.info.macros)"
      return operand.info.isRequired ? ".\(text)\n" : ".Op \(text)\n"
    }
    return ".Nm \(name) \(command.path.joined(separator: " "))\n.Op Ar option ...\n"
      + operands.joined()
  }

  /// A verb: what it does, its usage, and the arguments that are not explained elsewhere.
  private func verb(
    _ verb: CommandInfo, of command: CommandInfo, _ common: [CommandInfo.Documented]
  ) -> String {
    let title = ([name] + verb.path).joined(separator: " ")
    var out = ".Ss \(Roff.words(verb.name))\n"
    out += ".D1 Nm \(Roff.words("\(title) \(verb.synopsis)"))\n.Pp\n"
    out += "\(Roff.line(verb.summary)).\n"
    if !verb.details.isEmpty { out += ".Pp\n" + Roff.text(verb.details) }
    let above = Set(command.options.map(\.info.identity))
    let below = Set(common.map(\.info.identity))
    let elsewhere = above.union(below)
    out += list(verb.operands + verb.options.filter { !elsewhere.contains($0.info.identity) })
    for (place, known) in [("above", above), ("below", below)] {
      let shared = verb.options.filter { known.contains($0.info.identity) }
      guard !shared.isEmpty else { continue }
      guard shared.count < known.count || place == "above" else {
        out += ".Pp\nIt also takes all options of several verbs, below.\n"
        continue
      }
      let names = shared.map { ".Fl -\($0.info.long)" }.joined(separator: " ,\n")
      out += ".Pp\nIt also takes, as \(place):\n\(names) .\n"
    }
    return out
  }

  private func list(_ arguments: [CommandInfo.Documented]) -> String {
    guard !arguments.isEmpty else { return "" }
    var out = ".Bl -tag -width Ds\n"
    for argument in arguments {
      let notes = argument.notes.isEmpty ? "" : " (\(argument.notes.joined(separator: "; ")))"
      out += ".It \(argument.info.macros)\n"
      out += Roff.text("\(argument.info.summary)\(notes).")
      if !argument.info.details.isEmpty { out += ".Pp\n" + Roff.text(argument.info.details) }
      guard argument.value.choices.contains(where: { !$0.summary.isEmpty }) else { continue }
      out += ".Bl -tag -width Ds -compact\n"
      for choice in argument.value.choices {
        out += ".It Cm \(Roff.words(choice.name))\n\(Roff.line(choice.summary)).\n"
      }
      out += ".El\n"
    }
    return out + ".El\n"
  }
}

extension ArgumentInfo {
  /// The argument in macros: `Fl p , Fl -ports Ar LIST`.
  fileprivate var macros: String {
    guard isOption else { return "Ar \(Roff.words(placeholder))\(repeats ? " ..." : "")" }
    var names = short.map { ["Fl \(Roff.words(String($0)))"] } ?? []
    let value = Roff.words(placeholder)
    switch (kind, implied) {
    case (.option, nil): names.append("Fl -\(long) Ar \(value)")
    case (.option, _?): names.append("Fl -\(long) Ns Op = Ns Ar \(value)")
    default: names.append("Fl -\(long)")
    }
    if isNegatable { names.append("Fl -no-\(long)") }
    return names.joined(separator: " , ")
  }

  /// What tells two declarations of an option apart.
  fileprivate var identity: String { "\(long) \(placeholder) \(summary)" }
}
