/// A program of subcommands: what it says about itself, and how words reach a command.
public struct Program: Sendable {
  public var name: String
  /// The version alone: `1.0.0`.
  public var version: String
  /// One line: verb first, capital, no full stop.
  public var summary: String
  public var commands: [any Command.Type]
  /// The date of the manual pages: `November 21, 2026`.
  public var date: String
  // The rest is only read, and so only built, where help is asked for.
  private let makeDetails: @Sendable () -> String
  private let makeExamples: @Sendable () -> [Example]
  private let makeEnvironment: @Sendable () -> [ManualSection.Entry]
  private let makeExitStatuses: @Sendable () -> [ExitStatusInfo]
  private let makeSections: @Sendable () -> [ManualSection]
  private let makeCredits: @Sendable () -> String

  /// Details are paragraphs for the program's own page; examples are the three or so lines with
  /// which it greets; credits are what `--version` adds below its first line.
  public init(
    name: String, version: String, summary: String,
    details: @autoclosure @escaping @Sendable () -> String = "",
    commands: [any Command.Type],
    examples: @autoclosure @escaping @Sendable () -> [Example] = [],
    environment: @autoclosure @escaping @Sendable () -> [ManualSection.Entry] = [],
    exitStatuses: @autoclosure @escaping @Sendable () -> [ExitStatusInfo] = [],
    sections: @autoclosure @escaping @Sendable () -> [ManualSection] = [],
    date: String, credits: @escaping @Sendable () -> String = { "" }
  ) {
    self.name = name
    self.version = version
    self.summary = summary
    self.commands = commands
    self.date = date
    makeDetails = details
    makeExamples = examples
    makeEnvironment = environment
    makeExitStatuses = exitStatuses
    makeSections = sections
    makeCredits = credits
  }

  var details: String { makeDetails() }
  var examples: [Example] { makeExamples() }
  var environment: [ManualSection.Entry] { makeEnvironment() }
  var exitStatuses: [ExitStatusInfo] { makeExitStatuses() }
  var sections: [ManualSection] { makeSections() }
}

/// A number that the program may exit with, and what it means.
public struct ExitStatusInfo: Sendable {
  public var code: Int
  public var meaning: String

  public init(_ code: Int, _ meaning: String) {
    self.code = code
    self.meaning = meaning
  }
}

/// What a command line asks for.
public enum Invocation: Sendable {
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
  public func read(_ words: [String], environment: (String) -> String? = { _ in nil })
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
  public func complaint(_ error: UsageError, path: [String]) -> String {
    let title = ([name] + path).joined(separator: " ")
    let hint = error.hint.map { "  \($0)\n" } ?? ""
    let usage = info(path).map(usageLines) ?? "Usage: \(name) COMMAND [OPTION]... [OPERAND]...\n"
    return "\(title): \(error.message)\n\(hint)\(usage)"
  }

  /// The verb that a refused first operand was probably meant to be, as a hint for a command that
  /// finds out only when it runs.
  public func verbHint(for word: String, path: [String]) -> String? {
    guard let command = command(path) else { return nil }
    return nearest(to: word, in: command.verbs.map { $0.name }).map { "did you mean '\($0)'?" }
  }

  var versionText: String {
    let credits = makeCredits()
    return "\(name) \(version)\n"
      + (credits.isEmpty || credits.hasSuffix("\n") ? credits : credits + "\n")
  }

  private func refuse(_ error: UsageError, path: [String]) -> Invocation {
    .refuse(complaint(error, path: path))
  }

  /// Follows the verbs, then reads the words by the declaration that they lead to.
  private func enter(
    _ type: any Command.Type, _ path: [String], _ words: ArraySlice<String>,
    _ environment: (String) -> String?
  ) -> Invocation {
    if let (verb, place) = verb(of: type, in: words) {
      var words = words
      words.remove(at: place)
      return enter(verb, path + [verb.name], words, environment)
    }
    var parser = Parser(self, command: type, path: path, words: words)
    do throws(UsageError) {
      return try read(type, path, &parser, environment)
    } catch {
      return refuse(error, path: path)
    }
  }

  private func read<C: Command>(
    _ type: C.Type, _ path: [String], _ parser: inout Parser, _ environment: (String) -> String?
  ) throws(UsageError) -> Invocation {
    var command = C()
    let reading = try Receiver.lend(&command) { receiver throws(UsageError) in
      try parser.read(into: receiver, environment: environment)
    }
    switch reading {
    case .help(let long):
      let info = CommandInfo(type, path: path)
      return .print(long ? help(for: info) : summary(of: info))
    case .version: return .print(versionText)
    case .values: break
    }
    do throws(UsageError) { try command.validate() } catch {
      throw UsageError(error.message, hint: error.hint ?? parser.verbHint)
    }
    return .run(command, path: path)
  }

  /// The verb among the words, which stands where the first operand would: also after options.
  private func verb(
    of type: any Command.Type, in words: ArraySlice<String>
  ) -> (any Command.Type, Int)? {
    let verbs = type.verbs
    guard !verbs.isEmpty, let first = words.first else { return nil }
    var place: Int? = words.startIndex
    if first.utf8.first == UInt8(ascii: "-") {
      var parser = Parser(self, command: type, path: [], words: words)
      place = parser.firstOperand()
    }
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
    return found.map { .print(help(for: CommandInfo($0, path: Array(path)))) }
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
