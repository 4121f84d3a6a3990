import Foundation
import Testing

@testable import Arguments
@testable import NetkitCommands

/// What is committed in man/ and completions/ is what the declarations say.
@Suite("generated files")
struct GeneratedFilesTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  @Test("every page and script is committed byte for byte; `make generate` rewrites them")
  func committed() throws {
    let files = Netkit.program.generated()
    #expect(files.count > 3)
    for file in files {
      let text = try? String(contentsOf: Self.root.appending(path: file.path), encoding: .utf8)
      #expect(text == file.text, "\(file.path) is not what the declarations say")
    }
  }

  @Test("nothing else lies in man/ and completions/")
  func nothingElse() throws {
    let expected = Set(Netkit.program.generated().map(\.path))
    for folder in ["man", "completions"] {
      let names = try FileManager.default.contentsOfDirectory(
        atPath: Self.root.appending(path: folder).path)
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
    let pages = Netkit.program.generated().map(\.path).filter { $0.hasPrefix("man/") }
    let output = try Tool.run("mandoc", ["-Tlint", "-W", "warning"] + pages, in: Self.root)
    #expect(output == "")
  }

  @Test("every screen of help fits 80 columns")
  func helpFits() throws {
    for command in Netkit.program.commands {
      for path in [[command.name]] + command.verbs.map({ [command.name, $0.name] }) {
        for option in ["-h", "--help"] {
          guard case .print(let text) = Netkit.program.read(path + [option]) else {
            Issue.record("\(path) \(option) prints no help")
            continue
          }
          for line in text.split(separator: "\n") {
            #expect(line.count <= 80, "\(path) \(option): \(line)")
          }
        }
      }
    }
  }
}
