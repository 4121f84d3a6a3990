/// A type that a user can spell on the command line.
package protocol ArgumentValue: Sendable {
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
  package static var choices: [Choice] { [] }
  package static var completion: Completion { .none }
  package static var acceptsNegative: Bool { false }
}

/// A word that an argument takes, and what it means.
package struct Choice: Hashable, Sendable {
  package var name: String
  package var summary: String

  package init(_ name: String, _ summary: String = "") {
    self.name = name
    self.summary = summary
  }
}

/// What a shell offers where a value is expected; listed choices are offered before all of these.
package enum Completion: Hashable, Sendable {
  case none, file, directory, host, interface, service
}

/// Why a spelling was refused, as the end of the sentence "invalid value 'x' for --y: …".
package struct ValueError: Error, Hashable {
  package var reason: String
  /// Where in the value the fault is: the first character is 1.
  package var column: Int?

  package init(_ reason: String, column: Int? = nil) {
    self.reason = reason
    self.column = column
  }
}

/// An enumeration whose cases are spelled by their raw values and describe themselves.
package protocol ChoiceValue: ArgumentValue, CaseIterable, RawRepresentable<String> {
  var summary: String { get }
}

extension ChoiceValue {
  package init(argument: String) throws(ValueError) {
    if let value = Self(rawValue: argument) {
      self = value
      return
    }
    let names = Self.allCases.map(\.rawValue)
    let hint = nearest(to: argument, in: names).map { "; did you mean '\($0)'?" } ?? ""
    throw ValueError("expected \(names.joined(separator: ", "))\(hint)")
  }

  package var argument: String { rawValue }
  package static var choices: [Choice] { allCases.map { Choice($0.rawValue, $0.summary) } }
}
