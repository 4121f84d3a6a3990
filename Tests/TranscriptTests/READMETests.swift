import Foundation
import Testing

/// The README shows what the program prints.
@Suite("README")
struct READMETests {
  struct Step: CustomTestStringConvertible, Sendable {
    var command: String
    var output: String
    var testDescription: String { command }
  }

  /// Every command in a `console` block, with the lines that follow it.
  static let steps: [Step] = {
    let file = Netkit.root.appending(path: "README.md")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    var steps: [Step] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), output: ""))
      } else if isInside, !steps.isEmpty {
        steps[steps.count - 1].output += line + "\n"
      }
    }
    return steps
  }()

  @Test("the console blocks are what the program prints", arguments: steps)
  func transcript(_ step: Step) throws {
    let words = step.command.split(separator: " ").map(String.init)
    #expect(words.first == "netkit")
    let run = try Netkit.run(Array(words.dropFirst()))
    let printed = run.output + run.errors
    // A block leaves out the blank line at the end of an answer.
    #expect(
      printed.trimmingCharacters(in: .newlines) == step.output.trimmingCharacters(in: .newlines))
  }

  @Test("the tour has enough stops to be worth the test")
  func hasSteps() {
    #expect(Self.steps.count > 10)
  }

  @Test("the two commands stand there")
  func twoCommands() throws {
    let text = try String(contentsOf: Netkit.root.appending(path: "README.md"), encoding: .utf8)
    #expect(text.contains("\n    swift run -c release netkit ipcalc 192.168.0.10/26\n"))
    #expect(text.contains("\n    swift test\n"))
  }
}
