import Arguments
import Testing

@testable import NetkitCommands

/// What the verbs say about themselves has to hold.
@Suite("The verbs' declarations")
struct VerbDeclarationTests {
  @Test("Every verb has examples and documents its JSON", arguments: IPCalcVerbs.planning)
  func documents(_ verb: any Command.Type) {
    #expect(!verb.details.isEmpty, "\(verb.name)")
    #expect(!verb.examples.isEmpty, "\(verb.name)")
    #expect(verb.sections.contains { $0.title == "JSON KEYS" && !$0.entries.isEmpty })
  }
}
