/// A program of subcommands: what it says about itself, and how words reach a command.
package struct Program: Sendable {
  package var name: String
  /// The version alone: `1.0.0`.
  package var version: String
  /// One line: verb first, capital, no full stop.
  package var summary: String
  /// Paragraphs for the program's own page, marked up like those of a command.
  package var details: String
  package var commands: [any Command.Type]
  /// The three or so lines with which the program greets.
  package var examples: [Example]
  package var environment: [ManualSection.Entry]
  package var exitStatuses: [ExitStatusInfo]
  package var sections: [ManualSection]
  /// What `--version` adds below its first line, such as the dates of registries.
  package var credits: @Sendable () -> String
  /// The date of the manual pages: `November 21, 2026`.
  package var date: String

  package init(
    name: String, version: String, summary: String, details: String = "",
    commands: [any Command.Type], examples: [Example] = [],
    environment: [ManualSection.Entry] = [], exitStatuses: [ExitStatusInfo] = [],
    sections: [ManualSection] = [], date: String, credits: @escaping @Sendable () -> String = { "" }
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.details = details
    self.commands = commands
    self.examples = examples
    self.environment = environment
    self.exitStatuses = exitStatuses
    self.sections = sections
    self.date = date
    self.credits = credits
  }
}

/// A number that the program may exit with, and what it means.
package struct ExitStatusInfo: Sendable {
  package var code: Int
  package var meaning: String

  package init(_ code: Int, _ meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}

/// What a command line asks for.
package enum Invocation: Sendable {
  /// Run this command; the path is `["ipcalc", "split"]`.
  case run(any Command, path: [String])
  /// Print this to standard output: help, the version, a generated file.
  case print(String)
  /// Print this to standard error and exit with 64: a complaint, or the greeting.
  case refuse(String)
  /// Write these files below the directory: `--generate all .`
  case write([GeneratedFile], directory: String)
}

extension Program {
  /// Understands a command line without the program's own name.
  package func read(_ words: [String], environment: (String) -> String? = { _ in nil })
    -> Invocation
  {
    guard let word = words.first else { return .refuse(greeting) }
    if let command = commands.first(where: { $0.name == word }) {
      return enter(command, [word], words.dropFirst(), environment)
    }
    switch word {
    case "-h": return .print(help(long: false))
    case "--help": return .print(help(long: true))
    case "-V", "--version": return .print(versionText)
    case "help": return help(on: words.dropFirst())
    case "--generate": return generate(words.dropFirst())
    default: return refuse(unknown(word, in: words), path: [])
    }
  }

  /// The words of a complaint: what is wrong, what to type instead, and the usage.
  package func complaint(_ error: UsageError, path: [String]) -> String {
    let title = ([name] + path).joined(separator: " ")
    let hint = error.hint.map { "  \($0)\n" } ?? ""
    let usage = info(path).map(usageLines) ?? "Usage: \(name) COMMAND [OPTION]... [OPERAND]...\n"
    return "\(title): \(error.message)\n\(hint)\(usage)"
  }

  /// The verb that a refused first operand was probably meant to be, as a hint for a command that
  /// finds out only when it runs.
  package func verbHint(for word: String, path: [String]) -> String? {
    guard let command = command(path) else { return nil }
    return nearest(to: word, in: command.verbs.map { $0.name }).map { "did you mean '\($0)'?" }
  }

  var versionText: String {
    let credits = credits()
    return "\(name) \(version)\n"
      + (credits.isEmpty || credits.hasSuffix("\n") ? credits : credits + "\n")
  }

  private func refuse(_ error: UsageError, path: [String]) -> Invocation {
    .refuse(complaint(error, path: path))
  }

  /// Follows the verbs, then reads the words by the declaration that they lead to.
  private func enter<C: Command>(
    _ type: C.Type, _ path: [String], _ words: ArraySlice<String>,
    _ environment: (String) -> String?
  ) -> Invocation {
    if let (verb, place) = verb(of: type, in: words) {
      var words = words
      words.remove(at: place)
      return enter(verb, path + [verb.name], words, environment)
    }
    var parser = Parser<C>(self, path: path, words: words)
    do throws(UsageError) {
      switch try parser.read(environment: environment) {
      case .command(let command):
        return .run(command, path: path)
      case .help(let long): return .print(help(for: CommandInfo(type, path: path), long: long))
      case .version: return .print(versionText)
      }
    } catch {
      return refuse(error, path: path)
    }
  }

  /// The verb among the words, which stands where the first operand would: also after options.
  private func verb<C: Command>(
    of type: C.Type, in words: ArraySlice<String>
  ) -> (any Command.Type, Int)? {
    let verbs = type.verbs
    guard !verbs.isEmpty, let first = words.first else { return nil }
    let isDashed = first.utf8.first == UInt8(ascii: "-") && first != "-"
    let place = isDashed ? Parser<C>.firstOperand(in: words, of: self) : words.startIndex
    guard let place, let verb = verbs.first(where: { $0.name == words[place] }) else { return nil }
    return (verb, place)
  }

  private func help(on path: ArraySlice<String>) -> Invocation {
    guard let first = path.first else { return .print(help(long: true)) }
    var found: (any Command.Type)?
    var candidates = commands
    for (depth, word) in path.enumerated() {
      guard let next = candidates.first(where: { $0.name == word }) else {
        let kind = depth == 0 ? "command" : "verb"
        let near = nearest(to: word, in: candidates.map { $0.name })
        return refuse(
          UsageError("unknown \(kind) \(quoted(word))", hint: near.map { "did you mean '\($0)'?" }),
          path: depth == 0 ? [] : [first])
      }
      (found, candidates) = (next, next.verbs)
    }
    return found.map { .print(help(for: CommandInfo($0, path: Array(path)), long: true)) }
      ?? .print(help(long: true))
  }

  private func unknown(_ word: String, in words: [String]) -> UsageError {
    if word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 {
      let spelling = String(word.prefix { $0 != "=" })
      let known = ["--help", "--version"]
      let near = nearest(to: spelling, in: known).map { "did you mean '\($0)'?" }
      let command = words.dropFirst().first { word in commands.contains { $0.name == word } }
      return UsageError(
        "unknown option \(quoted(spelling))",
        hint: near ?? command.map {
          "options follow the command: \(name) \($0) \(quoted(word).dropFirst().dropLast())"
        }
          ?? owner(of: spelling, besides: []))
    }
    let names = commands.map { $0.name } + ["help"]
    if let near = nearest(to: word, in: names) {
      return UsageError("unknown command \(quoted(word))", hint: "did you mean '\(near)'?")
    }
    // A verb without its command: `netkit split` for `netkit ipcalc split`.
    let owner = commands.first { command in command.verbs.contains { $0.name == word } }
    return UsageError(
      "unknown command \(quoted(word))",
      hint: owner.map { "did you mean '\(name) \($0.name) \(word)'?" }
        ?? "commands: \(names.joined(separator: ", "))")
  }

  /// Which other command knows an option, as a hint.
  func owner(of spelling: String, besides path: [String]) -> String? {
    for command in commands {
      for (type, words) in [(command, [command.name])]
        + command.verbs.map({ ($0, [command.name, $0.name]) }) where words != path
      {
        if CommandInfo(type, path: words).arguments.contains(where: {
          $0.info.spellings.contains(spelling)
        }) {
          let title = ([name] + words).joined(separator: " ")
          return "\(quoted(spelling)) is an option of '\(title)'"
        }
      }
    }
    return nil
  }

  func command(_ path: [String]) -> (any Command.Type)? {
    var found: (any Command.Type)?
    var candidates = commands
    for word in path {
      guard let next = candidates.first(where: { $0.name == word }) else { return nil }
      (found, candidates) = (next, next.verbs)
    }
    return found
  }

  func info(_ path: [String]) -> CommandInfo? {
    command(path).map { CommandInfo($0, path: path) }
  }
}
