/// A set of arguments bound to the stored properties of one type.
///
/// Each property's initial value is the default, so a default is written once and reaches the
/// parser, the help, the manual page and the completions alike. A command is one; so is a group
/// of options that several commands share (see ``shared(_:at:)``).
public protocol ArgumentSet: Sendable {
  init()
  /// Every argument, in the order in which the documentation lists them.
  ///
  /// Make this a computed property: it is then built only for the command that is called.
  static var arguments: [Argument] { get }
}

/// What a command is: its name, what it says about itself, and the arguments it takes.
///
/// Help, manual pages, completions and option tables are functions of this declaration.
public protocol Command: ArgumentSet {
  /// The word that calls the command: `ipcalc`, or `split` for a verb of it.
  static var name: String { get }
  /// One line: verb first, capital, no full stop.
  static var summary: String { get }
  /// Paragraphs, separated by blank lines; `--option` in backquotes is checked by the lint, and a
  /// paragraph indented by four spaces is printed as it stands.
  static var details: String { get }
  /// Command lines that work; the lint parses each of them.
  static var examples: [Example] { get }
  /// The second level: `netkit ipcalc split` is the verb `split` of `ipcalc`.
  static var verbs: [any Command.Type] { get }
  /// Sections of the manual page that only the command can write, such as JSON KEYS.
  static var sections: [ManualSection] { get }
  /// True where the command does nothing by itself and one of its verbs must follow.
  static var needsVerb: Bool { get }

  /// Checks what no single argument can: that the arguments agree with one another.
  mutating func validate() throws(UsageError)
  /// Does what the command is for, with what its program hands to all of its commands.
  func start(in context: any CommandContext)
}

/// What a program hands to its commands when they start; the program knows its type.
public protocol CommandContext: AnyObject {}

extension Command {
  public static var details: String { "" }
  public static var examples: [Example] { [] }
  public static var arguments: [Argument] { [] }
  public static var verbs: [any Command.Type] { [] }
  public static var sections: [ManualSection] { [] }
  public static var needsVerb: Bool { false }
  public mutating func validate() throws(UsageError) {}
  public func start(in context: any CommandContext) {}
}

/// A command line that works, and what it is good for.
public struct Example: Sendable {
  public var line: String
  public var caption: String

  public init(_ line: String, _ caption: String) {
    self.line = line
    self.caption = caption
  }
}

/// A section of a manual page: paragraphs, then terms with their explanations.
public struct ManualSection: Hashable, Sendable {
  /// In capitals: `JSON KEYS`, `STANDARDS`, `SEE ALSO`.
  public var title: String
  public var text: String
  public var entries: [Entry]

  public struct Entry: Hashable, Sendable {
    public var term: String
    public var text: String

    public init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  public init(_ title: String, _ text: String = "", entries: [Entry] = []) {
    self.title = title
    self.text = text
    self.entries = entries
  }
}
