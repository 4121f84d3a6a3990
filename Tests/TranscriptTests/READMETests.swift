import Foundation
import TestSupport
import Testing

/// The README, in both its languages, shows what the program prints.
@Suite("README")
struct READMETests {
  struct Step: CustomTestStringConvertible, Hashable, Sendable {
    var command: String
    var output: String
    var testDescription: String { command }
  }

  static let files = ["README.md", "README.ko.md"]

  /// Every command in a `console` block, with the lines that follow it.
  static func steps(_ file: String) -> [Step] {
    let text = (try? Checkout.text(file)) ?? ""
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
  }

  @Test("the console blocks are what the program prints", arguments: steps("README.md"))
  func transcript(_ step: Step) throws {
    let words = step.command.split(separator: " ").map(String.init)
    #expect(words.first == "netkit")
    let run = try Netkit.run(Array(words.dropFirst()))
    let printed = run.output + run.errors
    // A block leaves out the blank line at the end of an answer.
    #expect(
      printed.trimmingCharacters(in: .newlines) == step.output.trimmingCharacters(in: .newlines))
  }

  @Test("the tour has enough stops to be worth the test, and they are the same in Korean")
  func hasSteps() {
    #expect(Self.steps("README.md").count > 10)
    #expect(Self.steps("README.ko.md") == Self.steps("README.md"))
  }

  @Test("the two commands stand there", arguments: files)
  func twoCommands(_ file: String) throws {
    let text = try Checkout.text(file)
    #expect(text.contains("\n    swift run -c release netkit ipcalc 192.168.0.10/26\n"))
    #expect(text.contains("\n    swift test\n"))
  }

  @Test("each command line in a table is one that netkit knows", arguments: files)
  func tables(_ file: String) throws {
    let lines = try Checkout.text(file).split(separator: "\n").filter { $0.hasPrefix("|") }
    let commands = lines.flatMap { $0.matches(of: /`netkit ((?:serve|connect) [^`]+)`/) }
    #expect(commands.count > 15)
    for command in commands {
      // Asked for its help, a command line is read to its end first, and nothing is opened.
      let line = "\"$0\" \(command.1) --help"
      let pin = "sha256:" + String(repeating: "0", count: 64)
      let run = try Netkit.run(
        ["-c", line, Netkit.path], environment: ["PIN": pin], program: "/bin/sh")
      #expect(run.status == 0, "\(line): \(run.errors)")
    }
  }
}
