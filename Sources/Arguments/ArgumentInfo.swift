/// One argument as plain data: all that can be known without asking for its value's type.
///
/// Nothing here is computed when a command line is parsed; the strings are literals.
public struct ArgumentInfo: Sendable {
  public enum Kind: Sendable {
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

  public var kind: Kind
  public var short: Unicode.Scalar?
  /// Without its dashes; empty for operands.
  public var long: String
  /// What stands for the value: `LIST`.
  public var placeholder: String
  public var summary: String
  public var details: String
  /// The environment variable that gives the value when the command line does not.
  public var variable: String?
  /// Options of one group exclude one another.
  public var group: String?
  /// The value of an option given without one: `--color` for `--color=always`.
  public var implied: String?
  /// True for a flag that `--no-x` turns off.
  public var isNegatable: Bool
  /// True for an option that the one screen of `-h` leaves to `--help`.
  public var isRare = false
  /// How many values it takes: `1...1`, `0...1`, or more for repeated options and operands.
  public var count: ClosedRange<Int>
  /// What separates several values in one word: `--to int,hex`.
  public var separator: Character?

  public init(
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
  public var isOption: Bool { kind == .flag || kind == .option }
  /// True if at least one value must be given.
  public var isRequired: Bool { count.lowerBound > 0 }
  /// True if it can be given more than once, each time adding a value.
  public var repeats: Bool { count.upperBound > 1 }

  /// Every spelling a user may type, the most readable first.
  public var spellings: [String] {
    guard isOption else { return [] }
    var all = ["--\(long)"]
    if let short { all.append("-\(short)") }
    if isNegatable { all.append("--no-\(long)") }
    return all
  }
}

/// What an argument's value can be, asked only where help or completion needs it.
public struct ValueInfo: Sendable {
  public var choices: [Choice] = []
  public var completion = Completion.none
  /// The default as a user would type it; empty if there is none.
  public var defaultText = ""
  /// True if `-1` is a value rather than an option.
  public var acceptsNegative = false

  public init(
    choices: [Choice] = [], completion: Completion = .none, defaultText: String = "",
    acceptsNegative: Bool = false
  ) {
    self.choices = choices
    self.completion = completion
    self.defaultText = defaultText
    self.acceptsNegative = acceptsNegative
  }
}
