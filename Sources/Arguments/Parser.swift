/// Reads the words after a command's name into a value of the command.
///
/// Options and operands may be mixed; `--` ends the options. Words are looked up in the order of
/// their declaration: a command has a few dozen arguments, and a table would cost more to build
/// than it saves.
struct Parser {
  enum Reading {
    case values
    case help(long: Bool)
    case version
  }

  let program: Program
  let command: any Command.Type
  let path: [String]
  private(set) var arguments: [Argument]
  private var rest: ArraySlice<String>
  private(set) var operands: [String] = []
  private var claims: [(group: String, index: Int, spelling: String)] = []
  private var request: Reading?

  init(
    _ program: Program, command: any Command.Type, path: [String], words: ArraySlice<String>
  ) {
    self.program = program
    self.command = command
    self.path = path
    rest = words
    arguments = command.flattened
  }

  /// Reads all words, then the environment for what they left open.
  mutating func read(
    into receiver: Receiver, environment: (String) -> String?
  ) throws(UsageError) -> Reading {
    while request == nil, let word = rest.popFirst() {
      switch kind(of: word) {
      case .operand: operands.append(word)
      case .long: try readLong(word, receiver)
      case .cluster: try readCluster(word, receiver)
      case .end: try readAfterEnd(receiver)
      }
    }
    if let request { return request }
    try assignOperands(receiver)
    try readEnvironment(receiver, environment)
    return .values
  }

  /// The place of the first operand among words that may begin with options; nil if there is none
  /// or the options end with `--`.
  mutating func firstOperand() -> Int? {
    while let word = rest.first {
      let place = rest.startIndex
      rest.removeFirst()
      switch kind(of: word) {
      case .operand: return place
      case .end: return nil
      case .long where !word.utf8.contains(UInt8(ascii: "=")):
        if let found = findLong(String(word.dropFirst(2))) { skipValue(of: found) }
      case .long: break
      case .cluster:
        // Only the last letter of a cluster can take the next word for its value.
        let scalars = word.unicodeScalars.dropFirst()
        let taker = scalars.firstIndex { letter in
          findShort(letter).map { arguments[$0].info.kind == .option } ?? false
        }
        if let taker, scalars.index(after: taker) == scalars.endIndex,
          let found = findShort(scalars[taker])
        {
          skipValue(of: found)
        }
      }
    }
    return nil
  }

  private mutating func skipValue(of found: Int) {
    let info = arguments[found].info
    if info.kind == .option, info.implied == nil { rest = rest.dropFirst() }
  }
}

// MARK: - Words

extension Parser {
  private enum Word { case operand, long, cluster, end }

  private func kind(of word: String) -> Word {
    var bytes = word.utf8.makeIterator()
    guard bytes.next() == UInt8(ascii: "-"), let second = bytes.next() else { return .operand }
    if second == UInt8(ascii: "-") { return bytes.next() == nil ? .end : .long }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard digits.contains(second), findShort(Unicode.Scalar(second)) == nil else { return .cluster }
    let takesNegative = arguments.contains {
      $0.info.kind == .operand && $0.describe().acceptsNegative
    }
    return takesNegative ? .operand : .cluster
  }

  private mutating func readLong(_ word: String, _ receiver: Receiver) throws(UsageError) {
    let body = word.utf8.dropFirst(2)
    let equals = body.firstIndex(of: UInt8(ascii: "="))
    let name = String(Substring(body[..<(equals ?? body.endIndex)]))
    let spelling = "--\(name)"
    guard let found = findLong(name) else {
      if name == "help" || name == "version" {
        guard equals == nil else { throw UsageError("\(spelling) takes no value") }
        request = name == "help" ? .help(long: true) : .version
        return
      }
      throw unknownOption(spelling)
    }
    let info = arguments[found].info
    if let equals {
      guard info.kind == .option else {
        throw UsageError("\(spelling) takes no value", hint: "write \(quoted(spelling)) alone")
      }
      return try assign(found, String(word[body.index(after: equals)...]), receiver, from: spelling)
    }
    if info.kind == .flag {
      // The name differs from the declared one only where it is the negated form.
      return try assign(found, name == info.long ? "true" : "false", receiver, from: spelling)
    }
    try assign(found, try nextValue(for: info, spelling), receiver, from: spelling)
  }

  private mutating func readCluster(_ word: String, _ receiver: Receiver) throws(UsageError) {
    var letters = word.unicodeScalars.dropFirst()
    while let letter = letters.popFirst() {
      let spelling = "-\(letter)"
      guard let found = findShort(letter) else {
        if letter == "h" {
          request = .help(long: false)
          return
        }
        throw unknownOption(spelling, in: word)
      }
      let info = arguments[found].info
      if info.kind == .flag {
        guard letters.first != "=" else { throw UsageError("\(spelling) takes no value") }
        try assign(found, "true", receiver, from: spelling)
        continue
      }
      guard !letters.isEmpty else {
        return try assign(found, try nextValue(for: info, spelling), receiver, from: spelling)
      }
      if letters.first == "=" { letters.removeFirst() }
      return try assign(found, String(letters), receiver, from: spelling)
    }
  }

  private mutating func readAfterEnd(_ receiver: Receiver) throws(UsageError) {
    defer { rest = [] }
    guard let trailing = arguments.firstIndex(where: { $0.info.kind == .trailing }) else {
      operands += rest
      return
    }
    for word in rest { try assign(trailing, word, receiver, from: "--") }
  }

  /// The word after an option, unless that is an option itself: then the value was forgotten.
  /// An option with an implied value leaves the next word alone.
  private mutating func nextValue(
    for info: ArgumentInfo, _ spelling: String
  ) throws(UsageError) -> String {
    if let implied = info.implied { return implied }
    guard let word = rest.first else {
      throw UsageError(
        "\(spelling) needs a value", hint: "write \(quoted("\(spelling) \(info.placeholder)"))")
    }
    guard !isOption(word) else {
      throw UsageError(
        "\(spelling) needs a value, and \(quoted(word)) is an option",
        hint: "if it is meant as the value, write \(quoted("--\(info.long)=\(word)"))")
    }
    rest.removeFirst()
    return word
  }

  private func isOption(_ word: String) -> Bool {
    switch kind(of: word) {
    case .operand: false
    case .end: true
    case .cluster:
      word.unicodeScalars.count == 2 && findShort(word.unicodeScalars.last ?? "-") != nil
    case .long: findLong(String(word.dropFirst(2).prefix { $0 != "=" })) != nil
    }
  }

  private func findLong(_ name: String) -> Int? {
    arguments.firstIndex { argument in
      let info = argument.info
      guard info.isOption else { return false }
      return info.long == name
        || (info.isNegatable && name.hasPrefix("no-") && name.dropFirst(3) == info.long)
    }
  }

  private func findShort(_ letter: Unicode.Scalar) -> Int? {
    arguments.firstIndex { $0.info.short == letter }
  }
}

// MARK: - Values

extension Parser {
  private mutating func assign(
    _ index: Int, _ text: String, _ receiver: Receiver, from source: String
  ) throws(UsageError) {
    let argument = arguments[index]
    if let group = argument.info.group {
      if let rival = claims.first(where: { $0.group == group && $0.index != index }) {
        throw UsageError("\(source) cannot be used with \(rival.spelling)")
      }
      claims.append((group, index, source))
    }
    if !arguments[index].isGiven { argument.reset?(receiver) }
    arguments[index].isGiven = true
    guard let separator = argument.info.separator else {
      do throws(ValueError) { try argument.assign(receiver, text) } catch {
        throw invalid(text, source, error)
      }
      return
    }
    var column = 0
    for part in text.split(separator: separator, omittingEmptySubsequences: false) {
      do throws(ValueError) { try argument.assign(receiver, String(part)) } catch {
        let place = error.column ?? (part.count == text.count ? nil : 1)
        throw invalid(text, source, ValueError(error.reason, column: place.map { $0 + column }))
      }
      column += part.count + 1
    }
  }

  private func invalid(_ text: String, _ source: String, _ error: ValueError) -> UsageError {
    let place = error.column.map { " (column \($0))" } ?? ""
    return UsageError("invalid value \(quoted(text)) for \(source): \(error.reason)\(place)")
  }

  /// Deals the operands out: each argument gets its minimum, earlier ones what is left over.
  private mutating func assignOperands(_ receiver: Receiver) throws(UsageError) {
    if command.needsVerb, operands.isEmpty { throw missingVerb }
    let declared = arguments.indices.filter { arguments[$0].info.kind == .operand }
    let minimum = declared.reduce(0) { $0 + arguments[$1].info.count.lowerBound }
    var spare = max(0, operands.count - minimum)
    var words = operands[...]
    for index in declared {
      let info = arguments[index].info
      let extra = min(spare, info.count.upperBound - info.count.lowerBound)
      spare -= extra
      let share = words.prefix(info.count.lowerBound + extra)
      guard share.count >= info.count.lowerBound else { throw missing(info, share.count) }
      words = words.dropFirst(share.count)
      for word in share { try assignOperand(index, word, receiver) }
    }
    if let word = words.first { throw unexpectedOperand(word) }
    let trailing = arguments.indices.first {
      arguments[$0].info.kind == .trailing && arguments[$0].info.isRequired
        && !arguments[$0].isGiven
    }
    if let trailing {
      let name = arguments[trailing].info.placeholder
      throw UsageError("missing \(name)", hint: "write it after '--': -- \(name)...")
    }
  }

  private mutating func assignOperand(
    _ index: Int, _ word: String, _ receiver: Receiver
  ) throws(UsageError) {
    do throws(UsageError) {
      try assign(index, word, receiver, from: arguments[index].info.placeholder)
    } catch {
      throw UsageError(error.message, hint: error.hint ?? verbHint)
    }
  }

  private mutating func readEnvironment(
    _ receiver: Receiver, _ value: (String) -> String?
  ) throws(UsageError) {
    for index in arguments.indices where !arguments[index].isGiven {
      let info = arguments[index].info
      guard let variable = info.variable, let text = value(variable), !text.isEmpty else {
        continue
      }
      // What is typed wins over what is set: also over a rival of it.
      if let group = info.group, claims.contains(where: { $0.group == group }) { continue }
      try assign(index, text, receiver, from: variable)
    }
  }
}
