/// What is wrong with the declarations themselves; tests expect nothing.
extension Program {
  /// The words that have the same letter in every command: `--port` is `-p`.
  public static var sharedLetters: [(letter: Unicode.Scalar, long: String)] {
    [
      ("4", "ipv4"), ("6", "ipv6"), ("p", "port"), ("w", "timeout"), ("u", "udp"), ("j", "json"),
      ("q", "quiet"), ("v", "verbose"), ("n", "numeric"), ("f", "file"),
    ]
  }

  /// One sentence for each fault.
  public func lint(
    letters: [(letter: Unicode.Scalar, long: String)] = Program.sharedLetters
  ) -> [String] {
    let infos = Shell.everything(self)
    var faults = lint(examples, of: name)
    faults += duplicates(commands.map { $0.name }).map {
      "\(name): command '\($0)' is declared twice"
    }
    faults += line(name, summary)
    let allOptions = Set(infos.flatMap { $0.options.flatMap(\.info.spellings) } + Self.ownOptions)
    faults += dead(details, allOptions).map { "\(name): details name \($0), which no command has" }
    for info in infos {
      faults += lint(info, letters)
    }
    // One spelling, one letter: `--json` cannot be `-j` here and `-J` there.
    var seen: [String: (letter: Unicode.Scalar, title: String)] = [:]
    for info in infos {
      for option in info.options {
        guard let letter = option.info.short else { continue }
        if let other = seen[option.info.long], other.letter != letter {
          faults.append(
            "\(title(info)): --\(option.info.long) is -\(letter), but -\(other.letter) in \(other.title)"
          )
        }
        seen[option.info.long] = (letter, title(info))
      }
    }
    return faults
  }

  private var exclusiveLetters: [Unicode.Scalar] { ["4", "6", "j", "q"] }

  private static var ownOptions: [String] {
    ["--help", "-h", "--version", "-V", "--generate", "--no-"]
  }

  private func title(_ info: CommandInfo) -> String {
    ([name] + info.path).joined(separator: " ")
  }

  private func lint(
    _ info: CommandInfo, _ letters: [(letter: Unicode.Scalar, long: String)]
  ) -> [String] {
    let title = title(info)
    var faults = line(title, info.summary)
    let spellings = info.options.flatMap(\.info.spellings) + ["--help", "-h", "--version"]
    faults += duplicates(spellings).map { "\(title): \($0) is declared twice" }
    faults += duplicates(info.verbs.map(\.name)).map { "\(title): verb '\($0)' is declared twice" }
    for argument in info.arguments where argument.info.kind != .heading {
      faults += lint(argument).map { "\(title): \($0)" }
    }
    faults += lint(order: info).map { "\(title): \($0)" }
    for option in info.options {
      // These four mean one thing only; `-n`, say, is a number where nothing is looked up.
      for (letter, long) in letters
      where option.info.short == letter && exclusiveLetters.contains(letter) {
        guard option.info.long != long else { continue }
        faults.append("\(title): -\(letter) is --\(long) everywhere, not --\(option.info.long)")
      }
      for (letter, long) in letters where option.info.long == long && option.info.short != letter {
        faults.append("\(title): --\(long) is -\(letter) everywhere")
      }
    }
    // A command's page also explains its verbs, so its prose may name their options.
    let known = Set(spellings + info.verbs.flatMap { $0.options.flatMap(\.info.spellings) })
    let prose =
      [info.details] + info.arguments.map(\.info.details)
      + info.sections.flatMap { [$0.text] + $0.entries.map(\.text) }
    for option in prose.flatMap({ dead($0, known.union(Self.ownOptions)) }) {
      faults.append("\(title): the text names \(option), which does not exist")
    }
    for usage in usageLines(info).split(separator: "\n") where usage.count > pageWidth {
      faults.append("\(title): the usage is wider than \(pageWidth) columns")
    }
    for text in summary(of: info).split(separator: "\n") where text.count > pageWidth {
      faults.append("\(title): -h is wider than \(pageWidth) columns: \(text)")
    }
    return faults + lint(info.examples, of: title)
  }

  private func lint(_ argument: CommandInfo.Documented) -> [String] {
    let info = argument.info
    let label = info.isOption ? "--\(info.long)" : info.placeholder
    var faults = line(label, info.summary)
    if info.isOption {
      let isPlain = info.long.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || (48...57).contains(byte) || (97...122).contains(byte)
      }
      if info.long.count < 2 || !isPlain || info.long.hasPrefix("no-") {
        faults.append("\(label): a long option is two or more of a-z, 0-9 and -, without no-")
      }
    }
    if info.kind != .flag, info.placeholder.isEmpty { faults.append("\(label) has no placeholder") }
    if info.kind == .flag, !info.placeholder.isEmpty { faults.append("\(label) takes no value") }
    for choice in argument.value.choices where choice.summary.isEmpty {
      faults.append("\(label): the choice '\(choice.name)' is not described")
    }
    for choice in argument.value.choices where !choice.summary.isEmpty {
      faults += line("\(label)=\(choice.name)", choice.summary)
    }
    return faults
  }

  /// Faults in how the arguments stand to one another.
  private func lint(order info: CommandInfo) -> [String] {
    var faults: [String] = []
    let places = info.operands.filter { $0.info.kind == .operand }
    if places.filter(\.info.repeats).count > 1 { faults.append("two lists of operands") }
    let isNegative = places.contains(where: \.value.acceptsNegative)
    for option in info.options {
      guard let short = option.info.short, isNegative, ("0"..."9").contains(short) else { continue }
      faults.append("-\(short) could be an operand, too")
    }
    for (group, members) in Dictionary(grouping: info.options, by: \.info.group) {
      if let group, members.count < 2 { faults.append("group '\(group)' has one member") }
    }
    return faults.sorted()
  }

  private func line(_ title: String, _ summary: String) -> [String] {
    var faults: [String] = []
    if summary.isEmpty { faults.append("\(title) has no summary") }
    if let first = summary.first, first.isLowercase {
      faults.append("\(title): the summary begins with a small letter")
    }
    if summary.hasSuffix(".") { faults.append("\(title): the summary ends with a full stop") }
    if summary.count > 70 { faults.append("\(title): the summary is longer than 70 characters") }
    return faults
  }

  private func duplicates(_ words: [String]) -> [String] {
    var seen: Set<String> = []
    return words.filter { !seen.insert($0).inserted }
  }

  /// The options in backquotes that are not among the known ones.
  private func dead(_ text: String, _ known: Set<String>) -> [String] {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { !$0.isMultiple(of: 2) }.flatMap { index in
      parts[index].split(separator: " ").compactMap { word in
        guard word.hasPrefix("-"), word.count > 1,
          word.dropFirst().first?.isLetter ?? false
            || word.hasPrefix("--") && word.count > 2
        else { return nil }
        let spelling = String(word.prefix { $0 != "=" && $0 != "[" })
        return known.contains(spelling) ? nil : spelling
      }
    }
  }

  /// Each example is read by the program itself.
  private func lint(_ examples: [Example], of title: String) -> [String] {
    examples.flatMap { example -> [String] in
      guard let commands = ShellWords.commands(in: example.line) else {
        return ["\(title): example has an open quote: \(example.line)"]
      }
      let calls = commands.filter { $0.first == name }
      if calls.isEmpty { return ["\(title): example does not call \(name): \(example.line)"] }
      var faults = calls.compactMap { call -> String? in
        guard case .refuse(let text) = read(Array(call.dropFirst())) else { return nil }
        return "\(title): example is refused: \(text.prefix { $0 != "\n" })"
      }
      if example.line.count > pageWidth - 6 {
        faults.append("\(title): example is wider than \(pageWidth) columns: \(example.line)")
      }
      return faults
    }
  }
}
