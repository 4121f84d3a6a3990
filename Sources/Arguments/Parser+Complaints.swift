/// What the parser says of words that it cannot understand.
extension Parser {
  func missing(_ info: ArgumentInfo, _ given: Int) -> UsageError {
    let name = info.placeholder
    guard info.count.lowerBound > 1 else { return UsageError("missing \(name)") }
    return UsageError("\(name) takes at least \(info.count.lowerBound) values, not \(given)")
  }

  var missingVerb: UsageError {
    UsageError(
      "missing verb: expected \(command.verbs.map { $0.name }.joined(separator: ", "))")
  }

  func unexpectedOperand(_ word: String) -> UsageError {
    if command.needsVerb {
      return UsageError(
        "unknown verb \(quoted(word))",
        hint: verbHint ?? "verbs: \(command.verbs.map { $0.name }.joined(separator: ", "))")
    }
    let last = arguments.last { $0.info.kind == .operand }?.info
    let hint: String? =
      switch last?.count.upperBound {
      case nil: nil
      case 1?: "only one \(last?.placeholder ?? "") can be given"
      case let most?: "at most \(most) of \(last?.placeholder ?? "") can be given"
      }
    return UsageError("unexpected operand \(quoted(word))", hint: verbHint ?? hint)
  }

  /// The verb that the first operand was probably meant to be.
  var verbHint: String? { operands.first.flatMap { program.verbHint(for: $0, path: path) } }

  func unknownOption(_ spelling: String, in word: String? = nil) -> UsageError {
    let place = word.map { $0.unicodeScalars.count > 2 ? " in \(quoted($0))" : "" } ?? ""
    let message = "unknown option \(quoted(spelling))\(place)"
    let known = arguments.flatMap(\.info.spellings) + ["--help", "--version"]
    // `-timeout` for `--timeout`, `-P` for `-p`, `--timout` for `--timeout`.
    let asLong = word.map { "-" + $0.prefix { $0 != "=" } }
    let candidates: [String]
    if let asLong, asLong.count > 4, known.contains(asLong) {
      return UsageError(message, hint: "did you mean '\(asLong)'?")
    } else if word != nil {
      candidates = known.filter { $0.lowercased() == spelling.lowercased() }
    } else {
      candidates = nearest(to: spelling, in: known.filter { $0.hasPrefix("--") }).map { [$0] } ?? []
    }
    if let near = candidates.first { return UsageError(message, hint: "did you mean '\(near)'?") }
    return UsageError(message, hint: program.owner(of: spelling, besides: path))
  }
}
