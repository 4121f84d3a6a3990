import Foundation
import TestSupport
import Testing

@testable import Arguments
@testable import NetkitCommands

/// What is committed in man/ and completions/ is what the declarations say.
@Suite("generated files")
struct GeneratedFilesTests {
  private static let files = Netkit.program.generated()

  @Test("every page and script is committed byte for byte; `make generate` rewrites them")
  func committed() throws {
    #expect(Self.files.count > 3)
    for file in Self.files {
      let text = try? Checkout.text(file.path)
      #expect(text == file.text, "\(file.path) is not what the declarations say")
    }
  }

  @Test("nothing else lies in man/ and completions/")
  func nothingElse() throws {
    let expected = Set(Self.files.map(\.path))
    for folder in ["man", "completions"] {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: Checkout.root.appending(path: folder).path)
      for name in names { #expect(expected.contains("\(folder)/\(name)"), "\(folder)/\(name)") }
    }
  }

  @Test("the declarations are sound: letters, summaries, examples, options named in prose")
  func lint() {
    #expect(Netkit.program.lint() == [])
  }

  @Test(
    "mandoc has nothing to say against the manual pages",
    .enabled(if: Tool.canTest(with: "mandoc"), "mandoc is not installed"))
  func mandoc() throws {
    let pages = Self.files.map(\.path).filter { $0.hasPrefix("man/") }
    let output = try Tool.run("mandoc", ["-Tlint", "-W", "warning"] + pages, in: Checkout.root)
    #expect(output == "")
  }

  @Test("an option has one letter, whatever the command")
  func letters() {
    let commands = Netkit.program.commands.flatMap { [$0] + $0.verbs }
    let options = commands.flatMap { CommandInfo($0, path: [$0.name]).options }
    var letters: [String: Set<String>] = [:]
    for info in options.map(\.info) {
      // `list --reverse` and `resolve --source` take no value, other than their namesakes.
      let name = "\(info.kind) --\(info.long)"
      letters[name, default: []].insert(info.short.map { "\($0)" } ?? "none")
    }
    #expect(letters.count > 100)
    for (name, found) in letters { #expect(found.count == 1, "\(name): \(found.sorted())") }
  }

  /// Each command, and each verb of one.
  static let paths = Netkit.program.commands.flatMap { command in
    [[command.name]] + command.verbs.map { [command.name, $0.name] }
  }

  @Test("all help fits 80 columns, and -h a screen of 24 lines", arguments: paths + [[]])
  func helpFits(_ path: [String]) throws {
    for option in ["-h", "--help"] {
      guard case .print(let text) = Netkit.program.read(path + [option]) else {
        Issue.record("\(option) prints no help")
        continue
      }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      for line in lines { #expect(line.count <= 80, "\(option): \(line)") }
      if option == "-h" { #expect(lines.count <= 24) }
    }
  }

  @Test("each command's page has the sections that readers look for")
  func sections() throws {
    for command in Netkit.program.commands {
      let page = try #require(
        Self.files.first { $0.path == "man/netkit-\(command.name).1" })
      let titles = [
        "JSON KEYS", "ENVIRONMENT", "EXIT STATUS", "EXAMPLES", "SEE ALSO", "STANDARDS",
      ]
      for title in titles {
        #expect(page.text.contains("\n.Sh \(title)\n"), "\(page.path): \(title)")
        #expect(page.text.components(separatedBy: "\n.Sh \(title)\n").count == 2, "\(title)")
      }
    }
  }

  @Test("netkit alone greets with its seven words and three examples")
  func greeting() {
    guard case .refuse(let text) = Netkit.program.read([]) else {
      Issue.record("netkit alone does something")
      return
    }
    for command in Netkit.program.commands { #expect(text.contains("\n  \(command.name) ")) }
    #expect(Netkit.program.commands.count == 7)
    #expect(text.components(separatedBy: "\n  netkit ").count == 4)
  }
}
