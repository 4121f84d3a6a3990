/// A type that a user can spell on the command line.
public protocol ArgumentValue: Sendable {
  /// Reads a spelling; the error ends the sentence "invalid value 'x' for --y: …".
  init(argument: String) throws(ValueError)
  /// The spelling of this value, such that `init(argument:)` gives it back.
  var argument: String { get }
  /// The spellings there are, if they can be listed.
  static var choices: [Choice] { get }
  /// What a shell can offer in its place.
  static var completion: Completion { get }
  /// True if `-1` is a value of this type, so that an operand may begin with a dash.
  static var acceptsNegative: Bool { get }
}

extension ArgumentValue {
  public static var choices: [Choice] { [] }
  public static var completion: Completion { .none }
  public static var acceptsNegative: Bool { false }
}

/// A word that an argument takes, and what it means.
public struct Choice: Hashable, Sendable {
  public var name: String
  public var summary: String

  public init(_ name: String, _ summary: String = "") {
    self.name = name
    self.summary = summary
  }
}

/// What a shell offers where a value is expected; listed choices are offered before all of these.
public enum Completion: Hashable, Sendable {
  case none, file, directory, host, interface, service
}

/// Why a spelling was refused, as the end of the sentence "invalid value 'x' for --y: …".
public struct ValueError: Error, Hashable {
  public var reason: String
  /// Where in the value the fault is: the first character is 1.
  public var column: Int?

  public init(_ reason: String, column: Int? = nil) {
    self.reason = reason
    self.column = column
  }
}

/// An enumeration whose cases are spelled by their raw values and describe themselves.
public protocol ChoiceValue: ArgumentValue, CaseIterable, RawRepresentable<String> {
  var summary: String { get }
}

extension ChoiceValue {
  public init(argument: String) throws(ValueError) {
    if let value = Self(rawValue: argument) {
      self = value
      return
    }
    let names = Self.allCases.map(\.rawValue)
    let hint = nearest(to: argument, in: names).map { "; did you mean '\($0)'?" } ?? ""
    throw ValueError("expected \(names.joined(separator: ", "))\(hint)")
  }

  public var argument: String { rawValue }
  public static var choices: [Choice] { allCases.map { Choice($0.rawValue, $0.summary) } }
}
