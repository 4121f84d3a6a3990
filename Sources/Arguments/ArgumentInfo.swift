/// One argument as plain data: all that can be known without asking for its value's type.
///
/// Nothing here is computed when a command line is parsed; the strings are literals.
package struct ArgumentInfo: Sendable {
  package enum Kind: Sendable {
    /// Takes no value: `--udp`.
    case flag
    /// Takes a value: `--ports LIST`.
    case option
    /// Known by its place: `HOST`.
    case operand
    /// All words after `--`, untouched: `-- COMMAND...`.
    case trailing
    /// A title above the options that follow it.
    case heading
  }

  package var kind: Kind
  package var short: Unicode.Scalar?
  /// Without its dashes; empty for operands.
  package var long: String
  /// What stands for the value: `LIST`.
  package var placeholder: String
  package var summary: String
  package var details: String
  /// The environment variable that gives the value when the command line does not.
  package var variable: String?
  /// Options of one group exclude one another.
  package var group: String?
  /// The value of an option given without one: `--color` for `--color=always`.
  package var implied: String?
  /// True for a flag that `--no-x` turns off.
  package var isNegatable: Bool
  /// How many values it takes: `1...1`, `0...1`, or more for repeated options and operands.
  package var count: ClosedRange<Int>
  /// What separates several values in one word: `--to int,hex`.
  package var separator: Character?

  package init(
    _ kind: Kind, short: Unicode.Scalar? = nil, long: String = "", placeholder: String = "",
    summary: String, details: String = "", variable: String? = nil, group: String? = nil,
    implied: String? = nil, isNegatable: Bool = false, count: ClosedRange<Int> = 0...1,
    separator: Character? = nil
  ) {
    self.kind = kind
    self.short = short
    self.long = long
    self.placeholder = placeholder
    self.summary = summary
    self.details = details
    self.variable = variable
    self.group = group
    self.implied = implied
    self.isNegatable = isNegatable
    self.count = count
    self.separator = separator
  }

  /// True for flags and options, which are called by name.
  package var isOption: Bool { kind == .flag || kind == .option }
  /// True if at least one value must be given.
  package var isRequired: Bool { count.lowerBound > 0 }
  /// True if it can be given more than once, each time adding a value.
  package var repeats: Bool { count.upperBound > 1 }

  /// Every spelling a user may type, the most readable first.
  package var spellings: [String] {
    guard isOption else { return [] }
    var all = ["--\(long)"]
    if let short { all.append("-\(short)") }
    if isNegatable { all.append("--no-\(long)") }
    return all
  }
}

/// What an argument's value can be, asked only where help or completion needs it.
package struct ValueInfo: Sendable {
  package var choices: [Choice] = []
  package var completion = Completion.none
  /// The default as a user would type it; empty if there is none.
  package var defaultText = ""
  /// True if `-1` is a value rather than an option.
  package var acceptsNegative = false
}
