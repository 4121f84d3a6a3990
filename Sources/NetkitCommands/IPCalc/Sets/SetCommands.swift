package import Arguments

/// The verbs that combine, search and list sets of networks.
package enum SetCommands {
  package static let all: [any Command.Type] = [
    MergeCommand.self, SubtractCommand.self, IntersectCommand.self, DifferenceCommand.self,
    ComplementCommand.self, CompareCommand.self, RangeCommand.self, GrepCommand.self,
    ListCommand.self, RegexCommand.self,
  ]
}
