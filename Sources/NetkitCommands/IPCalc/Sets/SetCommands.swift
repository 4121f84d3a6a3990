import Arguments

/// The verbs that combine, search and list sets of networks.
enum SetCommands {
  static let all: [any Command.Type] = [
    MergeCommand.self, SubtractCommand.self, IntersectCommand.self, DifferenceCommand.self,
    ComplementCommand.self, CompareCommand.self, RangeCommand.self, GrepCommand.self,
    ListCommand.self, RegexCommand.self,
  ]
}
